package dev.fairlead.file.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What is deleted when the JVM ends, because nobody has deleted it before. */
public final class LeftAtExit {

  private static final Set<Path> PATHS = ConcurrentHashMap.newKeySet();
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  static {
    registerHook();
  }

  private LeftAtExit() {}

  private static void registerHook() {
    try {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(LeftAtExit::deleteAll, "dev.fairlead-temporary-files-at-exit"));
    } catch (IllegalStateException e) {
      // The JVM is ending already; what is made now stays.
    }
  }

  /** Deletes a path at the end of the JVM. */
  public static void add(Path path) {
    PATHS.add(path.toAbsolutePath());
  }

  /** It has been deleted, or stays on purpose. */
  public static void remove(Path path) {
    PATHS.remove(path.toAbsolutePath());
  }

  /** Whether a path would be deleted at the end of the JVM. */
  static boolean contains(Path path) {
    return PATHS.contains(path.toAbsolutePath());
  }

  private static void deleteAll() {
    long end = System.nanoTime() + LIMIT_NANOS;
    for (Path path : PATHS) {
      try (var deletion = new TreeDeletion(path)) {
        boolean more = true;
        while (more && System.nanoTime() - end < 0) {
          more = deletion.step();
        }
      } catch (IOException e) {
        // Nobody is left to hear of it, and the others still have their turn.
      }
    }
  }
}
