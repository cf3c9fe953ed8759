package dev.fairlead.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskFailedException;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskStatus;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.ContextVar;
import dev.fairlead.lowlevel.Parking;
import dev.fairlead.lowlevel.RuntimeToken;
import dev.fairlead.lowlevel.Waiter;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.TestBackends;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("backends")
class BlockingPortalTest {

  @Parameter private Backend backend;
  private BlockingPortal opened;

  static List<Backend> backends() {
    return TestBackends.all();
  }

  private BlockingPortal portal() {
    if (opened == null) {
      opened = BlockingPortals.start(o -> o.withBackend(backend));
    }
    return opened;
  }

  @AfterEach
  void closePortal() {
    if (opened != null) {
      opened.stopAndCancel();
      opened.close();
    }
  }

  // ---- calls

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

  // ---- futures

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

  // ---- resources

  @SuppressWarnings("try") // It may throw anything.
  private static final class Probe implements AutoCloseable {
    private final long task = Fairlead.currentTask().id();
    private final AtomicReference<Long> closedBy = new AtomicReference<>();
    private Exception failure;

    @Override
    public void close() throws Exception {
      closedBy.set(Fairlead.currentTask().id());
      if (failure != null) {
        throw failure;
      }
    }
  }

  @Test
  @SuppressWarnings("try") // A probe may throw anything.
  void aResourceIsOpenedAndClosedInOneTask() throws IOException {
    Probe probe;
    try (BlockingPortal.Held<Probe> held = portal().hold(Probe::new)) {
      probe = held.value();
      assertEquals(null, probe.closedBy.get());
    }

    assertEquals(probe.task, probe.closedBy.get());
  }

  @Test
  void whatTheClosingThrowsIsThrownByTheCloseOutside() {
    BlockingPortal.Held<Probe> held = portal().hold(Probe::new);
    held.value().failure = new IOException("not flushed");
    assertSame(held.value().failure, assertThrows(IOException.class, held::close));

    BlockingPortal.Held<Probe> other = portal().hold(Probe::new);
    other.value().failure = new Exception("odd");
    assertSame(
        other.value().failure, assertThrows(TaskFailedException.class, other::close).getCause());
  }

  @Test
  void whatTheOpeningThrowsIsThrown() {
    var failure = new IOException("refused");

    assertSame(
        failure,
        assertThrows(
            IOException.class,
            () ->
                portal()
                    .<Probe, IOException>hold(() -> {
                      throw failure;
                    })));
  }

  @Test
  void aStopWithCancellationClosesWhatIsHeld() throws IOException {
    BlockingPortal.Held<Probe> held = portal().hold(Probe::new);

    portal().stopAndCancel();
    held.close();

    assertEquals(held.value().task, held.value().closedBy.get());
  }

  @Test
  void aGroupCanBeKeptOpenFromOutside() throws Exception {
    var ran = new CountDownLatch(1);
    try (BlockingPortal.Held<TaskGroup> held =
        portal().holdInside(holding -> TaskGroup.run(holding::keep))) {
      held.value().startSoon(ran::countDown);
      ran.await();
    }
    assertEquals(0, ran.getCount());
  }

  // ---- the end

  @Test
  void aStoppedPortalTakesNoCalls() {
    portal().stop();

    assertFalse(portal().isRunning());
    assertThrows(IllegalStateException.class, () -> portal().run(() -> {}));
    assertThrows(IllegalStateException.class, () -> portal().start(() -> 1));
    portal().close();
    assertThrows(IllegalStateException.class, () -> portal().run(() -> {}));
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

  // ---- sharing

  @Test
  void aProviderSharesOneRuntimeWhileSomebodyHasALease() {
    var provider = new BlockingPortalProvider(o -> o.withBackend(backend));
    BlockingPortal first;
    try (var outer = provider.acquire()) {
      first = outer.portal();
      try (var inner = provider.acquire()) {
        assertSame(outer.portal(), inner.portal());
      }
      assertTrue(first.isRunning());
    }
    assertFalse(first.isRunning());

    try (var later = provider.acquire()) {
      assertNotSame(first, later.portal());
      assertTrue(later.portal().isRunning());
    }
  }

  @Test
  void manyThreadsCanAcquireAndReleaseAtOnce() throws Exception {
    var provider = new BlockingPortalProvider(o -> o.withBackend(backend));
    var failure = new AtomicReference<Throwable>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 6; i++) {
      threads.add(
          Thread.ofPlatform()
              .uncaughtExceptionHandler((_, t) -> failure.set(t))
              .start(() -> useOften(provider)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(null, failure.get());
  }

  private static void useOften(BlockingPortalProvider provider) {
    for (int i = 0; i < 20; i++) {
      try (var lease = provider.acquire()) {
        assertEquals(1, lease.portal().<Integer, RuntimeException>call(() -> 1));
      }
    }
  }

  @Test
  void aProviderThatCannotStartFailsAndCanBeAskedAgain() {
    var tries = new ArrayList<String>();
    var provider =
        new BlockingPortalProvider(o -> {
          tries.add("try");
          if (tries.size() == 1) {
            throw new IllegalStateException("first try");
          }
          return o.withBackend(backend);
        });

    assertThrows(IllegalStateException.class, provider::acquire);
    try (var lease = provider.acquire()) {
      assertTrue(lease.portal().isRunning());
    }
  }
}
