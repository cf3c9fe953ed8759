package dev.fairlead.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BusyResourceException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ResourceGuardTest {

  private static final int TIMES = 20_000;
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);

  private final ResourceGuard guard = new ResourceGuard("receiving from the pipe");

  @Test
  void refusesASecondUserAndSaysWhatTheFirstDoes() {
    try (var _ = guard.enter()) {
      assertTrue(guard.isEntered());

      var thrown = assertThrows(BusyResourceException.class, guard::enter);

      assertTrue(thrown.getMessage().contains("receiving from the pipe"), thrown::getMessage);
    }
    assertFalse(guard.isEntered());
  }

  @Test
  void canBeEnteredAgainAfterwards() {
    guard.enter().close();

    guard.enter().close();

    assertFalse(guard.isEntered());
  }

  @Test
  void isLeftWhateverTheBodyThrows() {
    assertThrows(
        IOException.class,
        () ->
            guard.run(() -> {
              throw new IOException("body");
            }));

    assertFalse(guard.isEntered());
    assertEquals(42, guard.call(() -> 42));
  }

  @Test
  void aRefusedUserDoesNotEndTheFirst() {
    guard.enter();

    assertThrows(BusyResourceException.class, () -> guard.run(() -> {}));
    assertThrows(BusyResourceException.class, () -> guard.call(() -> 1));

    assertTrue(guard.isEntered());
  }

  @Test
  void aPermitEndsItsOwnStayOnly() {
    var first = guard.enter();
    first.close();
    var second = guard.enter();

    first.close();

    assertTrue(guard.isEntered());
    second.close();
    assertFalse(guard.isEntered());
  }

  @Test
  void aPermitThatTwoThreadsCloseAtOnceEndsOnlyOneStay() throws Exception {
    long until = System.nanoTime() + LONG_ENOUGH.toNanos(); // There may be but one processor.
    for (int i = 0; i < TIMES && System.nanoTime() < until; i++) {
      var first = guard.enter();
      var ready = new CountDownLatch(2);
      var other = Thread.ofVirtual().start(() -> closeOnceReady(first, ready));

      closeOnceReady(first, ready);
      var second = guard.enter();
      other.join();

      assertTrue(guard.isEntered(), "after " + i + " others");
      second.close();
    }
  }

  private static void closeOnceReady(Permit permit, CountDownLatch ready) {
    ready.countDown();
    while (ready.getCount() > 0) {
      Thread.onSpinWait();
    }
    permit.close();
  }
}
