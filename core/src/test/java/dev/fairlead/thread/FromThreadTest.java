package dev.fairlead.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.Fairlead;
import dev.fairlead.NoRuntimeException;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.ContextVar;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@NeedsRealThreads
@ForEveryBackend
class FromThreadTest {

  /** Runs code on a thread that belongs to nobody, while the task waits. */
  private static void onForeignThread(Runnable code) {
    var failure = new AtomicReference<Throwable>();
    Thread thread =
        Thread.ofPlatform().uncaughtExceptionHandler((_, t) -> failure.set(t)).start(code);
    Interruptible.run(thread::join);
    if (failure.get() != null) {
      throw new AssertionError(failure.get());
    }
  }

  @Nested
  class FromAWorkerThread {

    @Test
    void theBodyRunsInATaskInsideTheCaller() {
      String name = Fairlead.currentTask().name();

      long parent =
          ToThread.call(
              () -> FromThread.call(() -> Fairlead.currentTask().parentId().orElseThrow()));

      assertEquals(Fairlead.currentTask().id(), parent);
      assertEquals("main", name);
    }

    @Test
    void whatItThrowsIsThrownInTheFunction() {
      var failure = new IOException("inside");

      var thrown =
          assertThrows(
              IOException.class,
              () ->
                  ToThread.run(() ->
                      FromThread.run(() -> {
                        throw failure;
                      })));

      assertSame(failure, thrown);
    }

    @Test
    void cancellingTheCallerCancelsTheCall() {
      CancelScope scope = CancelScope.create();
      var seen = new AtomicReference<Throwable>();

      TaskGroup.run(group -> {
        group.startSoon(() ->
            scope.run(() ->
                ToThread.run(() -> {
                  try {
                    FromThread.run(Fairlead::sleepForever);
                  } catch (Cancelled c) {
                    seen.set(c);
                    throw c;
                  }
                })));
        Fairlead.awaitAllTasksBlocked();
        scope.cancel();
      });

      assertTrue(scope.cancelledCaught());
      assertInstanceOf(Cancelled.class, seen.get());
    }

    @Test
    void aFunctionThatWaitsForACallDoesNotCountAsBusy() {
      var go = new Event();

      TaskGroup.run(group -> {
        group.startSoon(() -> ToThread.run(() -> FromThread.run(go::await)));
        Fairlead.awaitAllTasksBlocked();
        go.set();
      });

      assertTrue(go.isSet());
    }

    @Test
    void anAbandonedFunctionCannotCallAnyMore() {
      var started = new CountDownLatch(1);
      var release = new CountDownLatch(1);
      var outcome = new CompletableFuture<Throwable>();
      CancelScope scope = CancelScope.create();

      TaskGroup.run(group -> {
        group.startSoon(() ->
            scope.run(() ->
                ToThread.run(
                    o -> o.withAbandon(),
                    () -> {
                      started.countDown();
                      release.await();
                      outcome.complete(
                          assertThrows(Cancelled.class, () -> FromThread.run(() -> {})));
                    })));
        ToThread.run(() -> started.await());
        scope.cancel();
      });
      release.countDown();

      assertInstanceOf(Cancelled.class, outcome.join());
    }

    @Test
    void aCallInsideAnAbandonedFunctionEndsBeforeTheTaskGoesOn() {
      var running = new AtomicBoolean();
      CancelScope scope = CancelScope.create();

      TaskGroup.run(group -> {
        group.startSoon(() -> {
          scope.run(() ->
              ToThread.run(
                  o -> o.withAbandon(),
                  () ->
                      FromThread.run(() -> {
                        running.set(true);
                        try {
                          Fairlead.sleepForever();
                        } finally {
                          running.set(false);
                        }
                      })));
          assertFalse(running.get());
        });
        Fairlead.awaitAllTasksBlocked();
        assertTrue(running.get());
        scope.cancel();
      });

      assertTrue(scope.cancelledCaught());
    }

    @Test
    void hoppingBackAndForthDoesNotLockTheLimiter() {
      var limiter = new CapacityLimiter(1);

      int depth = hop(limiter, 5);

      assertEquals(5, depth);
      assertEquals(0, limiter.borrowedTokens());
    }

    private static int hop(CapacityLimiter limiter, int times) {
      return times == 0
          ? 0
          : ToThread.call(
              o -> o.withLimiter(limiter),
              () -> FromThread.call(() -> 1 + hop(limiter, times - 1)));
    }

    @Test
    void ofSeveralTasksInACallOneAtATimeUsesTheTokenOfTheCaller() {
      var limiter = new CapacityLimiter(1);
      var running = new AtomicInteger();
      var most = new AtomicInteger();
      Runnable work =
          () ->
              ToThread.run(
                  o -> o.withLimiter(limiter),
                  () -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    Thread.yield();
                    running.decrementAndGet();
                  });

      ToThread.run(
          o -> o.withLimiter(limiter),
          () ->
              FromThread.run(() ->
                  TaskGroup.run(group -> {
                    for (int i = 0; i < 10; i++) {
                      group.startSoon(work::run);
                    }
                  })));

      assertEquals(1, most.get());
      assertEquals(0, limiter.borrowedTokens());
    }

    @Test
    void theContextOfTheFunctionIsHandedOn() {
      ContextVar<String> user = ContextVar.of("user");
      user.set("task");

      String seen =
          ToThread.call(() -> {
            user.set("function");
            return FromThread.call(user::get);
          });

      assertEquals("function", seen);
      assertEquals("task", user.get());
    }

    @Test
    void onlyAFunctionOnAWorkerThreadCanCallWithoutAToken() {
      assertThrows(NoRuntimeException.class, () -> FromThread.run(() -> {}));
      onForeignThread(() -> assertThrows(NoRuntimeException.class, () -> FromThread.run(() -> {})));
    }
  }
}
