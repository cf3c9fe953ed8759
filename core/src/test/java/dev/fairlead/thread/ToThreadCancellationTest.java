package dev.fairlead.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Action;
import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
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
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

@NeedsRealThreads
@ForEveryBackend
class ToThreadCancellationTest {

  private final HeldFunction function = new HeldFunction();

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
            result.set(ToThread.call(function::run));
            Checkpoints.checkpoint();
            result.set(-1);
          }));
      function.cancelWhileItRuns(scope);
      function.letGo();
    });

    assertEquals(7, result.get());
    assertTrue(scope.cancelledCaught());
  }

  @Test
  @NeedsRealThreads
  void withInterruptACancellationInterruptsTheFunction() {
    CancelScope scope = CancelScope.create();

    TaskGroup.run(group -> {
      group.startSoon(() -> scope.run(() -> ToThread.call(o -> o.withInterrupt(), function::run)));
      function.cancelWhileItRuns(scope);
    });

    assertTrue(scope.cancelledCaught());
  }

  @Test
  @NeedsRealThreads
  void withInterruptWhatItWaitsForInAnotherRuntimeIsCancelledWithIt() {
    assertCancelledInside(inner -> Fairlead.run(inner));
    try (BlockingPortal portal = BlockingPortals.start()) {
      assertCancelledInside(inner -> portal.run(inner));
    }
  }

  private static void assertCancelledInside(Consumer<Action<RuntimeException>> waiting) {
    var inside = new CountDownLatch(1);
    Action<RuntimeException> endless =
        () -> {
          inside.countDown();
          Fairlead.sleepForever();
        };
    CancelScope scope = CancelScope.create();

    TaskGroup.run(group -> {
      group.startSoon(() ->
          scope.run(() -> ToThread.run(o -> o.withInterrupt(), () -> waiting.accept(endless))));
      Interruptible.run(inside::await);
      scope.cancel();
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
      function.cancelWhileItRuns(scope);
    });

    assertEquals(8, result.get());
    assertFalse(scope.cancelledCaught());
  }

  private int returnOnInterrupt() {
    try {
      return function.run();
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
              () -> scope.run(() -> ToThread.call(o -> o.withAbandon(), function::run)));
      function.cancelWhileItRuns(scope);
      caller.await();
      assertTrue(scope.cancelledCaught());
      function.letGo();
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
                    function.run();
                  })));
      function.cancelWhileItRuns(scope);
    });

    Thread next = ToThread.call(Thread::currentThread);

    assertNotEquals(abandoned.get(0), next);
    function.letGo();
  }

  @Test
  @NeedsRealThreads
  void theFunctionSeesACancellationAndPassesItOn() {
    CancelScope scope = CancelScope.create();

    TaskGroup.run(group -> {
      group.startSoon(() -> scope.run(() -> ToThread.run(this::pollForCancellation)));
      function.cancelWhileItRuns(scope);
    });

    assertTrue(scope.cancelledCaught());
  }

  private void pollForCancellation() {
    function.begin();
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
