package dev.fairlead.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.TaskTree;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Portals that are shared by many threads. */
class PortalSharingTest extends PortalOfEveryBackend {

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

  @Test
  void whoComesAfterAnErrorGetsAPortalThatWorks() {
    var provider = new BlockingPortalProvider(o -> o.withBackend(backend));
    var error = new AssertionError("ends the portal");
    var early = provider.acquire();
    BlockingPortal dead = early.portal();
    assertSame(error, assertThrows(AssertionError.class, () -> dead.run(() -> fail(error))));
    awaitEnd(dead);

    try (var late = provider.acquire()) {
      assertNotSame(dead, late.portal());
      assertEquals(1, late.portal().<Integer, RuntimeException>call(() -> 1));
      assertThrows(IllegalStateException.class, () -> dead.run(() -> {}));
      early.close();
      assertTrue(late.portal().isRunning());
    }
  }

  @Test
  void whoHasHeardOfAnErrorIsNotGivenThePortalThatItEnds() throws Exception {
    for (int i = 0; i < 300; i++) {
      var provider = new BlockingPortalProvider(o -> o.withBackend(backend));
      try (var dying = provider.acquire()) {
        endByError(dying.portal(), i % 2 == 0);

        assertFalse(dying.portal().isRunning());
        String message =
            assertThrows(IllegalStateException.class, () -> dying.portal().run(() -> {}))
                .getMessage();
        assertTrue(message.contains("ended"), message);
        try (var fresh = provider.acquire()) {
          assertEquals(1, fresh.portal().<Integer, RuntimeException>call(() -> 1));
        }
      } catch (AssertionError e) {
        assertEquals("ends the portal", e.getMessage());
      }
    }
  }

  private static void endByError(BlockingPortal portal, boolean byCall) throws Exception {
    var error = new AssertionError("ends the portal");
    if (byCall) {
      assertThrows(AssertionError.class, () -> portal.run(() -> fail(error)));
    } else {
      Future<?> future =
          portal.start(() -> {
            throw error;
          });
      assertThrows(ExecutionException.class, future::get);
    }
  }

  @Test
  void aPortalThatAnErrorIsEndingRunsNoMore() throws Exception {
    BlockingPortal portal = portal();
    var inside = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    CompletableFuture<?> _ =
        portal.start(() -> {
          inside.countDown();
          CancelScope.shielded().run(() -> Interruptible.run(goOn::await));
          return "cleaned up";
        });
    inside.await();
    var error = new AssertionError("ends the portal");

    CompletableFuture<?> _ =
        portal.start(() -> {
          throw error;
        });
    try {
      awaitEnd(portal);
    } finally {
      goOn.countDown();
    }

    assertSame(error, assertThrows(AssertionError.class, portal::close));
  }

  private static void fail(Error error) {
    throw error;
  }

  private static void awaitEnd(BlockingPortal portal) {
    while (portal.isRunning() && !Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
    assertFalse(portal.isRunning());
  }

  @Test
  void whoComesAfterSomebodyStoppedThePortalGetsAnother() {
    var provider = new BlockingPortalProvider(o -> o.withBackend(backend));
    try (var early = provider.acquire()) {
      early.portal().stop();

      try (var late = provider.acquire()) {
        assertTrue(late.portal().isRunning());
      }
    }
  }

  @Test
  void aTaskThatIsCancelledAtTheStartLeavesNoRuntimeBehind() {
    var starting = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    String name = "nobody's-" + backend.name();
    var provider =
        new BlockingPortalProvider(o -> {
          starting.countDown();
          awaitQuietly(goOn);
          return o.withBackend(backend).withName(name);
        });

    Fairlead.run(() ->
        TaskGroup.run(group -> {
          CancelScope scope = CancelScope.create();
          group.startSoon(() -> scope.run(() -> provider.acquire().close()));
          Interruptible.run(starting::await);
          scope.cancel();
          goOn.countDown();
        }));

    while (isRunning(name) && !Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
    assertFalse(isRunning(name));
    try (var lease = provider.acquire()) {
      assertTrue(lease.portal().isRunning());
    }
  }

  private static boolean isRunning(String runtime) {
    return TaskTree.captureAll().stream().anyMatch(tree -> tree.runtime().equals(runtime));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts the start", e);
    }
  }
}
