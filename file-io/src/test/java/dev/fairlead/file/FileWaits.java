package dev.fairlead.file;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.testsupport.Waits;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Waits of tasks for calls on worker threads, which count as running. */
final class FileWaits {

  /** What a task waits for while a call runs. */
  static final String A_CALL = "worker thread";

  private static final int LOOKS = 10_000;

  private FileWaits() {}

  /** Waits until a task waits for something. */
  static void awaitWaiting(TaskHandle<?> task, String forWhat) {
    for (int i = 0; i < LOOKS; i++) {
      if (task.info().waitingFor().filter(reason -> reason.contains(forWhat)).isPresent()) {
        return;
      }
      Fairlead.sleep(Duration.ofMillis(1));
    }
    throw new AssertionError(
        task.name() + " waits for " + task.info().waitingFor() + ", not for " + forWhat);
  }

  /** Waits until a worker thread has come to a native method of the JDK, and is stuck there. */
  static void awaitWorkerIn(String nativeMethod) {
    for (int i = 0; i < LOOKS; i++) {
      if (Thread.getAllStackTraces().values().stream()
          .anyMatch(stack -> stack.length > 0 && stack[0].getMethodName().equals(nativeMethod))) {
        return;
      }
      Fairlead.sleep(Duration.ofMillis(1));
    }
    throw new AssertionError("no thread is in " + nativeMethod);
  }

  /** What waits for something must wait, and end when it is cancelled. */
  static void assertCancelledWhileWaitingFor(String what, Waits.Wait wait) throws Exception {
    assertCancelledWhileWaitingFor(what, () -> {}, wait);
  }

  /** As the other one; what is ready first is waited for before the cancellation. */
  static void assertCancelledWhileWaitingFor(String what, Runnable ready, Waits.Wait wait)
      throws Exception {
    CancelScope scope = CancelScope.create();
    var returned = new AtomicBoolean();

    TaskGroup.run(group -> {
      var waiting =
          group.startSoon(() ->
              scope.run(() -> {
                wait.run();
                returned.set(true);
              }));
      awaitWaiting(waiting, what);
      ready.run();
      scope.cancel();
      waiting.join();
    });

    assertFalse(returned.get(), "returned although it was cancelled");
    assertTrue(scope.cancelledCaught());
  }
}
