package dev.fairlead.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;

/** Files that the JDK cannot make. */
final class SpecialFiles {

  private SpecialFiles() {}

  /** Makes a named pipe. */
  static Path pipe(Path path) throws Exception {
    run("mkfifo", path.toString());
    return path;
  }

  /** Runs a program of the system that must succeed. */
  static void run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(List.of(command) + " ended with " + code);
    }
  }

  /** Waits until this process has the file open no more. */
  static void awaitNotOpen(Path path) {
    Awaitility.await().until(() -> !isOpen(path));
  }

  /** Whether this process has the file, or one below it, open. */
  static boolean isOpen(Path path) throws IOException {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors) {
        if (targetOf(descriptor).startsWith(path.toString())) {
          return true;
        }
      }
    }
    return false;
  }

  private static String targetOf(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return ""; // Closed since it was listed.
    }
  }
}
