package dev.fairlead.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Directories for tests that make thousands of files: in memory, where that is possible. */
final class FastDirectory implements TempDirFactory {

  private static final Path MEMORY = Path.of("/dev/shm");

  /** Whether there are directories on two file systems. */
  static boolean isElsewhere() throws IOException {
    return Files.isWritable(MEMORY)
        && !Files.getFileStore(MEMORY)
            .equals(Files.getFileStore(Path.of(System.getProperty("java.io.tmpdir"))));
  }

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
      throws IOException {
    return Files.isWritable(MEMORY)
        ? Files.createTempDirectory(MEMORY, "junit")
        : Files.createTempDirectory("junit");
  }
}
