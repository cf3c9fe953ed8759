package dev.fairlead.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.RunFinishedException;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.Parking;
import dev.fairlead.lowlevel.Waiter;
import dev.fairlead.sync.Event;
import dev.fairlead.sync.Promise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How portals end. */
class PortalEndTest extends PortalOfEveryBackend {

  @Test
  void aStoppedPortalTakesNoCalls() {
    portal().stop();

    assertFalse(portal().isRunning());
    assertThrows(IllegalStateException.class, () -> portal().run(() -> {}));
    assertThrows(IllegalStateException.class, () -> portal().start(() -> 1));
    portal().close();
    assertThrows(RunFinishedException.class, () -> portal().run(() -> {}));
    assertThrows(RunFinishedException.class, () -> portal().start(() -> 1));
  }

  @Test
  void closingWaitsForTheTasks() throws Exception {
    var go = new Event();
    var done = new AtomicBoolean();
    var started = new CountDownLatch(1);
    CompletableFuture<?> future =
        portal()
            .start(() -> {
              started.countDown();
              go.await();
              done.set(true);
              return null;
            });
    started.await();
    Thread closer = Thread.ofPlatform().start(portal()::close);
    while (portal().isRunning()) {
      Thread.onSpinWait();
    }
    go.set();
    closer.join();

    assertTrue(done.get());
    assertTrue(future.isDone());
  }

  @Test
  void aBodyThatFailsCancelsTheCalls() {
    var endless = new AtomicReference<CompletableFuture<?>>();
    var failure = new IOException("body");

    var thrown =
        assertThrows(
            IOException.class,
            () ->
                BlockingPortals.run(
                    o -> o.withBackend(backend),
                    portal -> {
                      endless.set(portal.start(() -> sleepForever()));
                      throw failure;
                    }));

    assertSame(failure, thrown);
    assertTrue(endless.get().isCancelled());
  }

  private static Void sleepForever() {
    Fairlead.sleepForever();
    return null;
  }

  @Test
  void aTaskCanOpenAPortalIntoItsRuntime() throws Exception {
    Fairlead.run(
        o -> o.withBackend(backend),
        () ->
            BlockingPortal.open(portal -> {
              var seen = new CompletableFuture<Integer>();
              Thread.ofPlatform()
                  .start(() -> {
                    seen.complete(portal.<Integer, RuntimeException>call(() -> 5));
                    portal.stop();
                  });
              portal.awaitStopped();
              assertEquals(5, Futures.await(seen));
            }));
  }

  @Test
  void anErrorThatACallerHasSeenIsNotThrownAgain() {
    var thrown =
        assertThrows(
            AssertionError.class,
            () ->
                BlockingPortals.run(
                    o -> o.withBackend(backend),
                    portal ->
                        portal.run(() -> {
                          throw new AssertionError("seen");
                        })));

    assertEquals("seen", thrown.getMessage());
  }

  @Test
  void errorsThatTheirCallersHaveSeenAreNotThrownTogetherEither() throws Exception {
    BlockingPortal portal = portal();
    var both = new CyclicBarrier(2);
    var outcomes = new ArrayList<CompletableFuture<AssertionError>>();
    for (int i = 0; i < 2; i++) {
      var outcome = new CompletableFuture<AssertionError>();
      outcomes.add(outcome);
      Thread.ofPlatform()
          .start(() ->
              outcome.complete(
                  assertThrows(AssertionError.class, () -> portal.run(() -> failWith(both)))));
    }

    for (CompletableFuture<AssertionError> outcome : outcomes) {
      assertEquals("seen", outcome.get().getMessage());
    }
    portal.close();
  }

  private static void failWith(CyclicBarrier other) throws Exception {
    CancelScope.shielded().run(() -> Interruptible.run(other::await));
    throw new AssertionError("seen");
  }

  @Test
  void aCallThatIsCancelledElsewhereMakesNoErrorUnseen() throws Exception {
    BlockingPortal portal = portal();
    var inside = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          var called =
              group.startSoon(() ->
                  portal.run(() -> {
                    inside.countDown();
                    CancelScope.shielded().run(() -> Interruptible.run(goOn::await));
                    Checkpoints.checkpoint();
                  }));
          Interruptible.run(inside::await);
          called.cancel();
          ToThread.run(() ->
              assertThrows(
                  AssertionError.class,
                  () ->
                      portal.run(() -> {
                        throw new AssertionError("seen");
                      })));
          goOn.countDown();
        }));

    portal.close();
  }

  @Test
  void anErrorThatNobodyHasSeenIsThrownOnce() {
    var future =
        portal()
            .start(() -> {
              throw new AssertionError("unseen");
            });

    var thrown = assertThrows(AssertionError.class, portal()::close);

    assertEquals("unseen", thrown.getMessage());
    assertTrue(future.isCompletedExceptionally());
    portal().close();
  }

  @Test
  void whatCannotBeClosedInsideSaysSoOnce() throws Exception {
    var held =
        portal()
            .<AutoCloseable, RuntimeException>hold(() ->
                () -> {
                  throw new IOException("cannot be closed");
                });

    assertThrows(IOException.class, held::close);
    held.close();
  }

  @Test
  void aFunctionThatThePortalWaitsForCannotWaitForThePortal() {
    var thrown =
        assertThrows(
            IllegalStateException.class,
            () -> portal().run(() -> ToThread.run(() -> portal().close())));

    assertTrue(thrown.getMessage().contains("its own end"), thrown::getMessage);
    assertFalse(portal().isRunning());
  }

  @Test
  void aFunctionOfAnotherTaskCanCloseAPortal() throws Exception {
    Fairlead.run(
        o -> o.withBackend(backend),
        () ->
            TaskGroup.run(group -> {
              var opened = new Promise<BlockingPortal>();
              group.startSoon(() -> {
                BlockingPortal other = opened.await();
                ToThread.run(other::close);
              });
              BlockingPortal.open(portal -> {
                opened.complete(portal);
                portal.awaitStopped();
              });
            }));
  }

  @Test
  void aBackendThatCannotBeOpenedFailsTheStart() {
    Backend broken =
        new Backend() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public dev.fairlead.lowlevel.Reactor open(String runtimeName) {
            throw new IllegalStateException("needs a flag");
          }
        };

    var thrown =
        assertThrows(
            IllegalStateException.class, () -> BlockingPortals.start(o -> o.withBackend(broken)));
    assertEquals("needs a flag", thrown.getMessage());
  }

  @Test
  void aCallThatWaitsInsideEndsWhenThePortalIsStoppedWithCancellation() throws Exception {
    var inside = new CountDownLatch(1);
    BlockingPortal portal = portal();
    var outcome = new CompletableFuture<Throwable>();
    Thread.ofPlatform()
        .start(() ->
            outcome.complete(
                assertThrows(
                    CancellationException.class,
                    () ->
                        portal.run(() -> {
                          inside.countDown();
                          Parking.park(new Waiter(), () -> "nothing");
                        }))));
    inside.await();

    portal.stopAndCancel();

    assertSame(CancellationException.class, outcome.get().getClass());
  }
}
