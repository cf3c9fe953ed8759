package dev.fairlead.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
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
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@NeedsRealThreads
@ForEveryBackend
class ToThreadTest {

  private final HeldFunction function = new HeldFunction();

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
  @NeedsRealThreads
  void theThreadThatBecameIdleLastIsUsedFirst() {
    var running = new Event();
    var mayEnd = new CountDownLatch(1);
    TaskGroup.run(group -> {
      TaskHandle<Thread> slow =
          group.startSoon(() ->
              ToThread.call(() -> {
                running.set();
                mayEnd.await();
                return Thread.currentThread();
              }));
      running.await();
      Thread first = ToThread.call(Thread::currentThread);
      mayEnd.countDown();
      Thread last = slow.await();

      assertNotSame(first, last);
      assertSame(last, ToThread.call(Thread::currentThread));
    });
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
  @NeedsRealThreads
  void aRunningFunctionCountsAsBusy() {
    var finished = new AtomicBoolean();

    TaskGroup.run(group -> {
      group.startSoon(() ->
          ToThread.run(() -> {
            function.run();
            finished.set(true);
          }));
      group.startSoon(() -> {
        Checkpoints.yieldNow();
        function.letGo();
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
          scope.run(() -> ToThread.call(o -> o.withAbandon().withLimiter(limiter), function::run)));
      function.cancelWhileItRuns(scope);
    });
    assertEquals(1, limiter.borrowedTokens());

    function.letGo();
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

  @Test
  void aTokenThatSomebodyElseGivesBackHoldsNobodyUp() {
    var limiter = new CapacityLimiter(1);
    for (int i = 0; i < 2; i++) {
      ToThread.run(
          o -> o.withLimiter(limiter),
          () -> limiter.releaseOnBehalfOf(limiter.statistics().borrowers().getFirst()));
    }

    assertEquals(0, limiter.borrowedTokens());
  }
}
