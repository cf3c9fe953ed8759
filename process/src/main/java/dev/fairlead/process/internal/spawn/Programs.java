package dev.fairlead.process.internal.spawn;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Looks for programs as the system does: by path, or in the folders of {@code PATH}. */
public final class Programs {

  private Programs() {}

  /** The path of a program that can be executed. */
  public static Optional<String> find(String name) {
    if (name.indexOf(File.separatorChar) >= 0) {
      return isExecutable(name) ? Optional.of(name) : Optional.empty();
    }
    String folders = System.getenv().getOrDefault("PATH", "/bin:/usr/bin");
    return Arrays.stream(folders.split(File.pathSeparator))
        .map(folder -> folder.isEmpty() ? name : folder + File.separator + name)
        .filter(Programs::isExecutable)
        .findFirst();
  }

  private static boolean isExecutable(String path) {
    Path program = Path.of(path);
    return Files.isRegularFile(program) && Files.isExecutable(program);
  }
}
