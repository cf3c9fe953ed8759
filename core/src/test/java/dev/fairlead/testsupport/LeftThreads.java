package dev.fairlead.testsupport;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** Looks for platform threads that a runtime has left behind: they carry its name. */
final class LeftThreads {

  private static final int LOOKS = 50;
  private static final long BETWEEN_LOOKS_NANOS = 10_000_000;

  private LeftThreads() {}

  /** Waits for threads that are about to end. */
  static void assertNone(String runtimeName) {
    for (int look = 1; !named(runtimeName).isEmpty(); look++) {
      if (look == LOOKS) {
        throw new AssertionError(
            "the run has ended, these threads have not: " + named(runtimeName));
      }
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
  }

  private static List<String> named(String runtimeName) {
    ThreadGroup top = Thread.currentThread().getThreadGroup();
    while (top.getParent() != null) {
      top = top.getParent();
    }
    var threads = new Thread[top.activeCount() + 64];
    top.enumerate(threads);
    return Arrays.stream(threads)
        .filter(Objects::nonNull)
        .map(Thread::getName)
        .filter(name -> name.contains(runtimeName))
        .toList();
  }
}
