package dev.fairlead.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.NoRuntimeException;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@NeedsRealThreads
@ForEveryBackend
class ToThreadCancellationTest {

  private final CountDownLatch started = new CountDownLatch(1);

  private final CountDownLatch release = new CountDownLatch(1);

  @Test
  void inACancelledScopeTheFunctionNeverRuns() {
    var ran = new AtomicBoolean();
    CancelScope scope = CancelScope.create();

    scope.run(() -> {
      scope.cancel();
      ToThread.run(() -> ran.set(true));
    });

    assertTrue(scope.cancelledCaught());
    assertFalse(ran.get());
  }

  @Test
  @NeedsRealThreads
  void aCancelledCallerGetsTheResultAndIsCancelledAtItsNextCheckpoint() {
    var result = new AtomicInteger();
    CancelScope scope = CancelScope.create();

    TaskGroup.run(group -> {
      group.startSoon(() ->
          scope.run(() -> {
            result.set(ToThread.call(this::waitForRelease));
            Checkpoints.checkpoint();
            result.set(-1);
          }));
      cancelWhileItRuns(scope);
      release.countDown();
    });

    assertEquals(7, result.get());
    assertTrue(scope.cancelledCaught());
  }

  private int waitForRelease() throws InterruptedException {
    started.countDown();
    release.await();
    return 7;
  }

  private void cancelWhileItRuns(CancelScope scope) throws InterruptedException {
    ToThread.run(() -> started.await());
    scope.cancel();
  }

  @Test
  @NeedsRealThreads
  void withInterruptACancellationInterruptsTheFunction() {
    CancelScope scope = CancelScope.create();

    TaskGroup.run(group -> {
      group.startSoon(
          () -> scope.run(() -> ToThread.call(o -> o.withInterrupt(), this::waitForRelease)));
      cancelWhileItRuns(scope);
    });

    assertTrue(scope.cancelledCaught());
  }

  @Test
  @NeedsRealThreads
  void withInterruptAValueReturnedAllTheSameIsNotLost() {
    var result = new AtomicInteger();
    CancelScope scope = CancelScope.create();

    TaskGroup.run(group -> {
      group.startSoon(() ->
          scope.run(
              () -> result.set(ToThread.call(o -> o.withInterrupt(), this::returnOnInterrupt))));
      cancelWhileItRuns(scope);
    });

    assertEquals(8, result.get());
    assertFalse(scope.cancelledCaught());
  }

  private int returnOnInterrupt() {
    try {
      return waitForRelease();
    } catch (InterruptedException e) {
      return 8;
    }
  }

  @Test
  void anInterruptNeverReachesTheNextFunctionOnTheThread() {
    for (int i = 0; i < 200; i++) {
      CancelScope scope = CancelScope.create();
      TaskGroup.run(group -> {
        group.startSoon(() -> scope.run(() -> ToThread.run(o -> o.withInterrupt(), () -> {})));
        scope.cancel();
      });
      assertFalse(ToThread.call(() -> Thread.currentThread().isInterrupted()));
    }
  }

  @Test
  @NeedsRealThreads
  void withAbandonACancelledCallerGoesOnAtOnce() {
    CancelScope scope = CancelScope.create();

    TaskGroup.run(group -> {
      TaskHandle<?> caller =
          group.startSoon(
              () -> scope.run(() -> ToThread.call(o -> o.withAbandon(), this::waitForRelease)));
      cancelWhileItRuns(scope);
      caller.await();
      assertTrue(scope.cancelledCaught());
      release.countDown();
    });
  }

  @Test
  @NeedsRealThreads
  void anAbandonedFunctionKeepsItsThread() {
    var abandoned = new ArrayList<Thread>();
    CancelScope scope = CancelScope.create();
    TaskGroup.run(group -> {
      group.startSoon(() ->
          scope.run(() ->
              ToThread.run(
                  o -> o.withAbandon(),
                  () -> {
                    abandoned.add(Thread.currentThread());
                    waitForRelease();
                  })));
      cancelWhileItRuns(scope);
    });

    Thread next = ToThread.call(Thread::currentThread);

    assertNotEquals(abandoned.get(0), next);
    release.countDown();
  }

  @Test
  @NeedsRealThreads
  void theFunctionSeesACancellationAndPassesItOn() {
    CancelScope scope = CancelScope.create();

    TaskGroup.run(group -> {
      group.startSoon(() -> scope.run(() -> ToThread.run(this::pollForCancellation)));
      cancelWhileItRuns(scope);
    });

    assertTrue(scope.cancelledCaught());
  }

  private void pollForCancellation() {
    started.countDown();
    while (!FromThread.isCancelled()) {
      Thread.onSpinWait();
    }
    FromThread.checkCancelled();
  }

  @Test
  void aShieldHidesTheCancellationFromTheFunction() {
    CancelScope scope = CancelScope.create();

    scope.run(() -> {
      scope.cancel();
      CancelScope.shielded()
          .run(
              () -> assertFalse(ToThread.<Boolean, RuntimeException>call(FromThread::isCancelled)));
    });
  }

  @Test
  void onlyAFunctionOnAWorkerThreadCanAskForCancellation() {
    var thrown = assertThrows(NoRuntimeException.class, FromThread::checkCancelled);

    assertTrue(thrown.getMessage().contains("is not a worker thread"), thrown.getMessage());
  }
}
