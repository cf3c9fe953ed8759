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
    return find(name, Path.of(""));
  }

  /** As {@link #find(String)}; a relative path begins in a directory. */
  public static Optional<String> find(String name, Path directory) {
    if (name.indexOf(File.separatorChar) >= 0) {
      return isExecutable(directory.resolve(name)) ? Optional.of(name) : Optional.empty();
    }
    String folders = System.getenv().getOrDefault("PATH", "/bin:/usr/bin");
    return Arrays.stream(folders.split(File.pathSeparator))
        .map(folder -> folder.isEmpty() ? name : folder + File.separator + name)
        .filter(path -> isExecutable(Path.of(path)))
        .findFirst();
  }

  private static boolean isExecutable(Path program) {
    return Files.isRegularFile(program) && Files.isExecutable(program);
  }
}
