package dev.fairlead.benchmarks.preview;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;

/** The JDK's structured concurrency, which is a preview feature. */
public final class StsTasks {
  private static final int CROWD = 1_000;
  private static final Runnable NOTHING = () -> {};

  private StsTasks() {}

  public static void groupOfOne(int operations) throws Exception {
    onVirtualThread(() -> {
      for (int i = 0; i < operations; i++) {
        group(1);
      }
      return true;
    });
  }

  public static void groupOfThousand(int operations) throws Exception {
    onVirtualThread(() -> {
      for (int done = 0; done < operations; done += CROWD) {
        group(CROWD);
      }
      return true;
    });
  }

  private static void group(int tasks) throws InterruptedException {
    try (var scope = StructuredTaskScope.open()) {
      for (int i = 0; i < tasks; i++) {
        scope.fork(NOTHING);
      }
      scope.join();
    }
  }

  /** Its time limit belongs to a scope with a task: there is none around plain code. */
  public static void timeoutAroundNothing(int operations) throws Exception {
    onVirtualThread(() -> {
      for (int i = 0; i < operations; i++) {
        try (var scope =
            StructuredTaskScope.open(
                Joiner.awaitAllSuccessfulOrThrow(), o -> o.withTimeout(Duration.ofMinutes(10)))) {
          scope.fork(NOTHING);
          scope.join();
        }
      }
      return true;
    });
  }

  static void onVirtualThread(Callable<Boolean> body) throws Exception {
    var task = new java.util.concurrent.FutureTask<>(body);
    Thread.ofVirtual().start(task);
    task.get();
  }
}
