package dev.fairlead.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LargeDirectoryTest {

  /** Their names take some 50 MB as objects; the JVM that lists them has 24. */
  private static final int MANY = 300_000;

  /** As many as a disk makes in a few seconds. */
  private static final int FEWER = 20_000;

  @TempDir(factory = FastDirectory.class)
  private Path folder;

  @Test
  @Timeout(180) // Six seconds of work, on a machine that does nothing else.
  void aHugeDirectoryIsListedAndDeletedInLittleMemory() throws Exception {
    Path directory = Files.createDirectory(folder.resolve("huge"));
    int entries = FastDirectory.isElsewhere() ? MANY : FEWER;

    String printed =
        ChildJvm.run(
            ChildJvm.prepare(
                LargeDirectoryMain.class,
                List.of("-Xmx24m"),
                directory.toString(),
                String.valueOf(entries)));

    assertEquals("listed " + entries + "\nexists false\n", printed);
  }
}
