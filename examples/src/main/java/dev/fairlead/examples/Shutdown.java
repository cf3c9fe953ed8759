package dev.fairlead.examples;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program until it ends or the user stops it. Ctrl-C and {@code kill} ask it to come to an
 * end and give it some time.
 */
final class Shutdown {

  private Shutdown() {}

  /** Runs the body; what stops it asks the group's tasks to end within the grace. */
  static void run(Duration grace, TaskGroup.GroupAction<?> body) {
    CancelScope scope = CancelScope.create(o -> o.withName("program"));
    var ended = new CountDownLatch(1);
    Thread hook = new Thread(() -> stop(scope, grace, ended), "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Fairlead.run(() -> scope.run(() -> TaskGroup.run(body)));
    } finally {
      ended.countDown();
      removeQuietly(hook);
    }
  }

  private static void stop(CancelScope scope, Duration grace, CountDownLatch ended) {
    scope.cancelAfter(grace, "stopped by the user");
    try {
      boolean orderly = ended.await(grace.toMillis() + 1_000, TimeUnit.MILLISECONDS);
      if (!orderly) {
        System.err.println("Gave up waiting for the end.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeQuietly(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is running: that is why the program has ended.
    }
  }
}
