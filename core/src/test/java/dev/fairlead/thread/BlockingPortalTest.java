package dev.fairlead.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.ContextVar;
import dev.fairlead.lowlevel.RuntimeToken;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.sync.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Calls through a portal. */
class BlockingPortalTest extends PortalOfEveryBackend {

  @Test
  void callsRunInATaskOfTheRuntime() throws IOException {
    assertEquals(42, portal().<Integer, RuntimeException>call(() -> 42));
    assertTrue(portal().<Boolean, RuntimeException>call(() -> Fairlead.currentTask().id() > 0));
  }

  @Test
  void whatACallThrowsIsThrownToTheCallerAlone() {
    var failure = new IOException("inside");

    var thrown =
        assertThrows(
            IOException.class,
            () ->
                portal()
                    .run(() -> {
                      throw failure;
                    }));

    assertSame(failure, thrown);
    assertTrue(portal().isRunning());
  }

  @Test
  void callsOfSeveralThreadsRunSideBySide() throws Exception {
    int threads = 8;
    var arrived = new CountDownLatch(threads);
    var all = new Event();
    var callers = new ArrayList<Thread>();
    for (int i = 0; i < threads; i++) {
      callers.add(
          Thread.ofPlatform()
              .start(() ->
                  portalOfTest()
                      .run(() -> {
                        arrived.countDown();
                        all.await();
                      })));
    }
    arrived.await();
    portalOfTest().run(all::set);
    for (Thread caller : callers) {
      caller.join();
    }
    assertTrue(all.isSet());
  }

  private synchronized BlockingPortal portalOfTest() {
    return portal();
  }

  @Test
  void aCancelledTaskIsACancelledCall() {
    var thrown =
        assertThrows(
            CancellationException.class, () -> portal().run(() -> Fairlead.cancelNow("enough")));

    assertTrue(thrown.getMessage().contains("enough"), thrown.getMessage());
  }

  @Test
  void aTaskOfTheSameRuntimeIsToldThatItIsInside() {
    BlockingPortal portal = portal();

    portal.run(() -> {
      var thrown = assertThrows(IllegalStateException.class, () -> portal.run(() -> {}));
      assertTrue(thrown.getMessage().contains("inside already"), thrown.getMessage());
      assertThrows(IllegalStateException.class, () -> portal.hold(() -> () -> {}));
    });
  }

  @Test
  void aWorkerThreadOfTheRuntimeMayCall() {
    BlockingPortal portal = portal();

    int value =
        portal.<Integer, RuntimeException>call(
            () -> ToThread.call(() -> portal.<Integer, RuntimeException>call(() -> 3)));

    assertEquals(3, value);
  }

  @Test
  void hoppingThroughThePortalDoesNotLockTheLimiter() {
    BlockingPortal portal = portal();
    var limiter = new CapacityLimiter(1);

    int depth = portal.<Integer, RuntimeException>call(() -> hop(portal, limiter, 5));

    assertEquals(5, depth);
    assertEquals(0, limiter.borrowedTokens());
  }

  private static int hop(BlockingPortal portal, CapacityLimiter limiter, int times) {
    return times == 0
        ? 0
        : ToThread.<Integer, RuntimeException>call(
            o -> o.withLimiter(limiter),
            () ->
                portal.<Integer, RuntimeException>call(() -> 1 + hop(portal, limiter, times - 1)));
  }

  @Test
  void aTaskOfAnotherRuntimeMayCallAndBeCancelled() {
    BlockingPortal portal = portal();
    Fairlead.run(
        o -> o.withBackend(backend),
        () -> {
          RuntimeToken own = RuntimeToken.current();
          assertNotEquals(own, portal.<RuntimeToken, RuntimeException>call(RuntimeToken::current));
          CancelScope scope = CancelScope.create();
          TaskGroup.run(group -> {
            group.startSoon(() -> scope.run(() -> portal.run(Fairlead::sleepForever)));
            Fairlead.awaitAllTasksBlocked();
            scope.cancel();
          });
          assertTrue(scope.cancelledCaught());
        });
  }

  @Test
  void anInterruptOfTheCallerCancelsTheCall() throws Exception {
    var inside = new CountDownLatch(1);
    var cancelled = new AtomicBoolean();
    BlockingPortal portal = portal();
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              assertThrows(
                  CancellationException.class,
                  () ->
                      portal.run(() -> {
                        inside.countDown();
                        Fairlead.sleepForever();
                      }));
              cancelled.set(Thread.currentThread().isInterrupted());
            });
    inside.await();

    caller.interrupt();
    caller.join();

    assertTrue(cancelled.get());
  }

  @Test
  void theContextOfACallingTaskIsHandedOn() {
    ContextVar<String> user = ContextVar.of("user");
    BlockingPortal portal = portal();
    Fairlead.run(() ->
        user.run(
            "ada", () -> assertEquals("ada", portal.<String, RuntimeException>call(user::get))));
    assertTrue(portal.<Boolean, RuntimeException>call(() -> user.find().isEmpty()));
  }

  @Test
  void whatACallReturnsAlthoughItsCallerWasCancelledIsReturned() {
    BlockingPortal portal = portal();
    CancelScope scope = CancelScope.create();
    var entered = new CountDownLatch(1);
    var goOn = new Event();
    var results = new ArrayList<String>();

    Fairlead.run(() ->
        TaskGroup.run(group -> {
          group.startSoon(() ->
              scope.run(() -> {
                results.add(
                    portal.call(() -> CancelScope.shielded().call(() -> kept(entered, goOn))));
                Checkpoints.checkpoint();
              }));
          Interruptible.run(entered::await);
          scope.cancel();
          goOn.set();
        }));

    assertEquals(List.of("kept"), results);
    assertTrue(scope.cancelledCaught());
  }

  private static String kept(CountDownLatch entered, Event goOn) {
    entered.countDown();
    goOn.await();
    return "kept";
  }
}
