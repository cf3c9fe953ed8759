package dev.fairlead.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Body;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskStatus;
import dev.fairlead.sync.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Tasks that are started through a portal. */
class PortalFuturesTest extends PortalOfEveryBackend {

  @Test
  void aStartedTaskCompletesItsFuture() throws Exception {
    assertEquals("value", portal().start(() -> "value").get());
    CompletableFuture<?> failing =
        portal()
            .start(
                o -> o.withName("failing"),
                () -> {
                  throw new IOException(Fairlead.currentTask().name());
                });

    var thrown = assertThrows(ExecutionException.class, failing::get);
    assertEquals("failing", thrown.getCause().getMessage());
    assertTrue(portal().isRunning());
  }

  @Test
  void aTaskIsCalledAfterTheClassThatAskedForIt() throws Exception {
    Body<String, RuntimeException> name = () -> Fairlead.currentTask().name();
    var names = new ArrayList<String>();

    names.add(portal().call(name));
    portal().run(() -> names.add(name.call()));
    names.add(portal().start(name).get());
    names.add(portal().startReady(status -> status.started(name.call())).value().toString());
    portal().hold(() -> (AutoCloseable) () -> names.add(name.call())).close();

    for (String each : names) {
      assertTrue(each.startsWith("PortalFuturesTest"), names::toString);
    }
  }

  /** A task that waits until it is cancelled, and says so. */
  private final class Endless {
    final CountDownLatch started = new CountDownLatch(1);
    final CountDownLatch cancelled = new CountDownLatch(1);
    final CompletableFuture<String> future = portal().start(this::run);

    private String run() {
      started.countDown();
      try {
        Fairlead.sleepForever();
      } finally {
        cancelled.countDown();
      }
      return "never";
    }
  }

  @Test
  void cancellingTheFutureCancelsTheTask() throws Exception {
    var endless = new Endless();
    endless.started.await();

    assertTrue(endless.future.cancel(false));

    endless.cancelled.await();
    assertTrue(endless.future.isCancelled());
  }

  @Test
  void aFutureCanBeCancelledAtOnceAfterTheStart() throws Exception {
    for (int i = 0; i < 200; i++) {
      var endless = new Endless();
      endless.future.cancel(true);
      endless.cancelled.await();
    }
  }

  @Test
  void completingTheFutureCancelsTheTaskToo() throws Exception {
    var endless = new Endless();

    endless.future.complete("by hand");

    endless.cancelled.await();
    assertEquals("by hand", endless.future.get());
  }

  @Test
  void aTaskThatIsCancelledFromInsideCancelsItsFuture() {
    CompletableFuture<?> future = portal().start(() -> Fairlead.cancelNow("inside"));

    assertThrows(CancellationException.class, future::join);
    assertTrue(future.isCancelled());
  }

  @Test
  void cancellingAFutureThatIsDoneDoesNothing() throws Exception {
    CompletableFuture<Integer> future = portal().start(() -> 1);
    future.get();

    assertFalse(future.cancel(true));
    assertEquals(1, future.get());
  }

  @Test
  void aTaskThatIsDoneInTheMomentOfTheCancellationHasOneOutcome() throws Exception {
    for (int i = 0; i < 200; i++) {
      var go = new Event();
      CompletableFuture<Integer> future =
          portal()
              .start(() -> {
                go.await();
                return 1;
              });
      go.set();
      boolean cancelled = future.cancel(true);
      assertEquals(cancelled, future.isCancelled());
      assertTrue(cancelled || future.get() == 1);
    }
    portal().run(() -> assertTrue(portal().isRunning()));
  }

  @Test
  void afterAStopAFutureCanStillBeCancelled() throws Exception {
    var endless = new Endless();
    endless.started.await();
    portal().stop();

    assertFalse(endless.future.isDone());
    endless.future.cancel(true);

    endless.cancelled.await();
    portal().close();
  }

  @Test
  void stoppingWithCancellationCancelsTheFutures() throws Exception {
    var endless = new Endless();
    endless.started.await();

    portal().stopAndCancel();

    assertThrows(CancellationException.class, endless.future::get);
    portal().close();
    endless.cancelled.await();
  }

  @Test
  void anErrorEndsThePortal() {
    CompletableFuture<?> future =
        portal()
            .start(() -> {
              throw new AssertionError("broken");
            });

    assertThrows(ExecutionException.class, future::get);
    var thrown = assertThrows(AssertionError.class, portal()::close);
    assertEquals("broken", thrown.getMessage());
    opened = null;
  }

  // ---- readiness

  @Test
  void aTaskCanSayWhenItIsReady() throws Exception {
    var go = new Event();
    BlockingPortal.Ready<String> ready =
        portal()
            .startReady((TaskStatus<String> status) -> {
              status.started("listening");
              go.await();
            });

    assertEquals("listening", ready.value());
    assertFalse(ready.future().isDone());
    go.set();
    ready.future().get();
  }

  @Test
  void aTaskThatFailsBeforeItIsReadyFailsTheStart() {
    var failure = new IOException("port in use");

    var thrown =
        assertThrows(
            IOException.class,
            () ->
                portal()
                    .<String, IOException>startReady(_ -> {
                      throw failure;
                    }));

    assertSame(failure, thrown);
    assertThrows(IllegalStateException.class, () -> portal().startReady(_ -> {}));
    assertTrue(portal().isRunning());
  }

  @Test
  void aTaskThatFailsLaterFailsItsFutureOnly() {
    BlockingPortal.Ready<Integer> ready =
        portal()
            .<Integer, RuntimeException>startReady(status -> {
              status.started(1);
              throw new IllegalArgumentException("later");
            });

    var thrown = assertThrows(ExecutionException.class, () -> ready.future().get());
    assertEquals("later", thrown.getCause().getMessage());
    assertTrue(portal().isRunning());
  }

  @Test
  void theFutureOfAReadyTaskCancelsIt() throws Exception {
    var cancelled = new CountDownLatch(1);
    BlockingPortal.Ready<Integer> ready =
        portal()
            .<Integer, RuntimeException>startReady(status -> {
              status.started(1);
              try {
                Fairlead.sleepForever();
              } finally {
                cancelled.countDown();
              }
            });

    ready.future().cancel(true);

    cancelled.await();
    assertTrue(ready.future().isCancelled());
  }
}
