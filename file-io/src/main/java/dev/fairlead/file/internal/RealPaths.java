package dev.fairlead.file.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Paths without links. On worker threads. */
public final class RealPaths {

  /** As many links as Linux follows before it takes them for a loop. */
  private static final int MOST_LINKS = 40;

  private RealPaths() {}

  /** Resolves the links there are; what is missing, or a loop, is kept as it is. */
  public static Path lenient(Path path) {
    Path absolute = path.toAbsolutePath();
    Path real = absolute.getRoot();
    Deque<Path> names = new ArrayDeque<>();
    absolute.forEach(names::add);
    int links = 0;
    while (!names.isEmpty()) {
      Path name = names.pop();
      if (name.toString().equals("..")) {
        real = PathNames.parent(real);
        continue;
      }
      Path next = name.toString().equals(".") ? real : real.resolve(name);
      Path target = links < MOST_LINKS ? target(next) : next;
      if (target.equals(next)) {
        real = next;
        continue;
      }
      links++;
      if (target.isAbsolute()) {
        real = target.getRoot();
      }
      pushAll(names, target);
    }
    return real;
  }

  private static void pushAll(Deque<Path> names, Path target) {
    for (int i = target.getNameCount() - 1; i >= 0; i--) {
      names.push(target.getName(i));
    }
  }

  /** Where a link leads; the path itself if it is none, or cannot be read. */
  private static Path target(Path path) {
    if (!Files.isSymbolicLink(path)) {
      return path;
    }
    try {
      return Files.readSymbolicLink(path);
    } catch (IOException e) {
      return path;
    }
  }
}
