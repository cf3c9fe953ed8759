package dev.fairlead.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.NoRuntimeException;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.ContextVar;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@NeedsRealThreads
@ForEveryBackend
class ToThreadTest {

  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  @Test
  void returnsWhatTheFunctionReturned() {
    assertEquals(42, ToThread.call(() -> 42));
  }

  @Test
  void throwsWhatTheFunctionThrew() {
    var failure = new IOException("disk on fire");

    var thrown =
        assertThrows(
            IOException.class,
            () ->
                ToThread.run(() -> {
                  throw failure;
                }));

    assertSame(failure, thrown);
  }

  @Test
  void runsOnAPlatformThreadNamedAfterTheRuntime() {
    Thread thread = ToThread.call(Thread::currentThread);

    assertFalse(thread.isVirtual());
    assertTrue(thread.isDaemon());
    assertTrue(thread.getName().matches("runsOnAPlatform.*-worker-1"), thread.getName());
  }

  @Test
  void oneCallAfterTheOtherRunsOnTheSameThread() {
    Thread first = ToThread.call(Thread::currentThread);

    for (int i = 0; i < 100; i++) {
      assertSame(first, ToThread.call(Thread::currentThread));
    }
  }

  @Test
  @NeedsRealThreads
  void callsOfSeveralTasksRunSideBySide() {
    var both = new CountDownLatch(2);

    TaskGroup.run(group -> {
      for (int i = 0; i < 2; i++) {
        group.startSoon(() -> ToThread.run(() -> meet(both)));
      }
    });

    assertEquals(0, both.getCount());
  }

  private static void meet(CountDownLatch all) throws InterruptedException {
    all.countDown();
    all.await();
  }

  @Test
  void aFunctionIsNotATask() {
    assertThrows(
        NoRuntimeException.class,
        () -> ToThread.run(() -> Fairlead.sleep(java.time.Duration.ZERO)));
  }

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

  @Test
  @NeedsRealThreads
  void aRunningFunctionCountsAsBusy() {
    var finished = new AtomicBoolean();

    TaskGroup.run(group -> {
      group.startSoon(() ->
          ToThread.run(() -> {
            release.await();
            finished.set(true);
          }));
      group.startSoon(() -> {
        Checkpoints.yieldNow();
        release.countDown();
      });
      Fairlead.awaitAllTasksBlocked();
      assertTrue(finished.get());
    });
  }

  @Test
  void moreCallsThanTokensWaitTheirTurn() {
    var running = new AtomicInteger();
    var most = new AtomicInteger();

    TaskGroup.run(group -> {
      for (int i = 0; i < 200; i++) {
        group.startSoon(() ->
            ToThread.run(() -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              Thread.yield();
              running.decrementAndGet();
            }));
      }
    });

    assertTrue(most.get() <= 40, () -> "ran at once: " + most);
  }

  @Test
  void theErrorOfAFunctionIsThrownToo() {
    var thrown =
        assertThrows(
            AssertionError.class,
            () ->
                ToThread.run(() -> {
                  throw new AssertionError("no");
                }));

    assertInstanceOf(AssertionError.class, thrown);
    assertEquals("no", thrown.getMessage());
  }

  @Test
  void theTokenOfAnAbandonedFunctionIsGivenBackWhenItHasReallyEnded() {
    var limiter = new CapacityLimiter(1);
    CancelScope scope = CancelScope.create();

    TaskGroup.run(group -> {
      group.startSoon(() ->
          scope.run(() ->
              ToThread.call(o -> o.withAbandon().withLimiter(limiter), this::waitForRelease)));
      cancelWhileItRuns(scope);
    });
    assertEquals(1, limiter.borrowedTokens());

    release.countDown();
    ToThread.run(o -> o.withLimiter(limiter), () -> {});
    assertEquals(0, limiter.borrowedTokens());
  }

  @Test
  void aCallThatIsCancelledWhileItWaitsForATokenTakesNone() {
    var limiter = new CapacityLimiter(0);
    var ran = new AtomicBoolean();

    TaskGroup.run(group -> {
      TaskHandle<?> caller =
          group.startSoon(() -> ToThread.run(o -> o.withLimiter(limiter), () -> ran.set(true)));
      Fairlead.awaitAllTasksBlocked();
      caller.cancelAndJoin();
      limiter.setTotalTokens(1);
    });

    assertFalse(ran.get());
    assertEquals(1, limiter.availableTokens());
  }

  @Test
  void theDefaultLimiterHasFortyTokensAndCanBeChanged() {
    assertEquals(40, ToThread.defaultLimiter().totalTokens());

    ToThread.defaultLimiter().setTotalTokens(1);

    assertEquals(1, ToThread.<Integer, RuntimeException>call(() -> 1));
    assertSame(ToThread.defaultLimiter(), ToThread.defaultLimiter());
  }

  @Test
  void theFunctionSeesTheContextOfTheTaskAndKeepsItsOwnChanges() {
    ContextVar<String> user = ContextVar.withDefault("user", "nobody");
    user.set("ada");

    String seen =
        ToThread.call(() -> {
          String before = user.get();
          user.set("eve");
          return before + user.get();
        });

    assertEquals("adaeve", seen);
    assertEquals("ada", user.get());
    assertEquals("ada", ToThread.<String, RuntimeException>call(user::get));
  }
}
