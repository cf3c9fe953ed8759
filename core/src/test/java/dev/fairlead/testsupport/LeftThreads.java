package dev.fairlead.testsupport;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Looks for platform threads that a runtime has left behind: they carry its name. */
final class LeftThreads {

  private LeftThreads() {}

  /** Waits some seconds for threads that are about to end. */
  static void assertNone(String runtimeName, int seconds) {
    if (!Looks.until(() -> named(runtimeName).isEmpty(), seconds)) {
      throw new AssertionError("the run has ended, these threads have not: " + named(runtimeName));
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
