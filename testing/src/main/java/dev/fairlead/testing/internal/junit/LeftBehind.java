package dev.fairlead.testing.internal.junit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What a test may leave behind outside its runtime: threads, descriptors, child processes. */
final class LeftBehind {

  private static final int LOOKS = 50;
  private static final long BETWEEN_LOOKS_NANOS = 10_000_000;

  private final boolean looks;
  private final Descriptors descriptors;
  private final Set<ProcessHandle> processes;

  private LeftBehind(boolean looks) {
    this.looks = looks;
    this.descriptors = looks ? Descriptors.now() : Descriptors.none();
    this.processes = looks ? children() : Set.of();
  }

  /** Looks before a test. What is simulated opens nothing real. */
  static LeftBehind before(Settings settings) {
    return new LeftBehind(!settings.isSimulated());
  }

  /** Looks after a test, and waits a little for what is about to end. */
  void assertNothingNow(String runtimeName) {
    awaitNone("threads still running", () -> threadsOf(runtimeName));
    if (looks) {
      awaitNone("processes still running", this::newChildren);
      awaitNone("descriptors left open, by kind", () -> Descriptors.now().minus(descriptors));
    }
  }

  private static void awaitNone(String what, Supplier<List<String>> left) {
    for (int look = 1; !left.get().isEmpty(); look++) {
      if (look == LOOKS) {
        throw new AssertionError("the test has ended; " + what + ": " + left.get());
      }
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
  }

  private List<String> newChildren() {
    return children().stream()
        .filter(child -> !processes.contains(child))
        .map(child -> child.info().commandLine().orElse("process") + " (" + child.pid() + ")")
        .toList();
  }

  private static Set<ProcessHandle> children() {
    return ProcessHandle.current().children().collect(Collectors.toSet());
  }

  private static List<String> threadsOf(String runtimeName) {
    ThreadGroup top = Thread.currentThread().getThreadGroup();
    while (top.getParent() != null) {
      top = top.getParent();
    }
    var threads = new Thread[top.activeCount() + 64];
    int count = top.enumerate(threads);
    return Arrays.stream(threads, 0, count)
        .filter(Objects::nonNull)
        .map(Thread::getName)
        .filter(name -> name.contains(runtimeName))
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
