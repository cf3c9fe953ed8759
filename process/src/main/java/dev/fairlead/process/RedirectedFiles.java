package dev.fairlead.process;

import static dev.fairlead.process.ProcessSettings.STDIN;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Which file of the redirects has kept a program from being started. The system says that a file is
 * missing, but not whether it is that of the program.
 */
final class RedirectedFiles {

  private RedirectedFiles() {}

  /** The reason; empty if all of the files seem to be in order. */
  static Optional<IOException> reason(NavigableMap<Integer, Redirect> redirects) {
    return redirects.entrySet().stream()
        .filter(each -> each.getValue() instanceof Redirections.File)
        .flatMap(each -> reason(each.getKey(), (Redirections.File) each.getValue()).stream())
        .findFirst();
  }

  private static Optional<IOException> reason(int descriptor, Redirections.File redirect) {
    Path file = redirect.path().toAbsolutePath();
    String what = "a program was to use it as descriptor " + descriptor;
    return descriptor == STDIN ? asInput(file, what) : asOutput(file, what);
  }

  private static Optional<IOException> asInput(Path file, String what) {
    if (!Files.exists(file)) {
      return Optional.of(new NoSuchFileException(file.toString(), null, what));
    }
    return Files.isReadable(file) ? Optional.empty() : denied(file, what);
  }

  private static Optional<IOException> asOutput(Path file, String what) {
    Path parent = file.getParent();
    if (parent == null || !Files.exists(parent)) {
      return Optional.of(new NoSuchFileException(file.toString(), null, what));
    }
    if (Files.isDirectory(file)) {
      return Optional.of(
          new FileSystemException(file.toString(), null, what + ", but it is a directory"));
    }
    return Files.isWritable(Files.exists(file) ? file : parent)
        ? Optional.empty()
        : denied(file, what);
  }

  private static Optional<IOException> denied(Path file, String what) {
    return Optional.of(new AccessDeniedException(file.toString(), null, what));
  }
}
