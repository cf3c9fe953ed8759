package dev.fairlead;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.sync.RateLimiter;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class RetryTest {

  private final List<IOException> thrown = new ArrayList<>();

  private static Retry retry(UnaryOperator<RetryOptions> options) {
    return Retry.of(o -> options.apply(o.withBackoff(Backoff.none())));
  }

  private int succeedAt(int attempt) throws IOException {
    if (thrown.size() + 1 < attempt) {
      thrown.add(new IOException("attempt " + (thrown.size() + 1)));
      throw thrown.getLast();
    }
    return attempt;
  }

  @Test
  void theFirstSuccessIsReturned() throws IOException {
    assertEquals(3, retry(o -> o.withAttempts(5)).<Integer, IOException>call(() -> succeedAt(3)));
    assertEquals(2, thrown.size());
  }

  @Test
  void runIsCallWithoutAValue() throws IOException {
    retry(o -> o).run(() -> succeedAt(2));

    assertEquals(1, thrown.size());
  }

  @Test
  void theLastFailureIsThrownWithThoseBefore() {
    var e =
        assertThrows(
            IOException.class, () -> retry(o -> o.withAttempts(3)).run(() -> succeedAt(9)));

    assertSame(thrown.get(2), e);
    assertEquals(List.of(thrown.get(0), thrown.get(1)), List.of(e.getSuppressed()));
  }

  @Test
  void manyFailuresDoNotPileUp() {
    var e =
        assertThrows(
            IOException.class, () -> retry(o -> o.withAttempts(100)).run(() -> succeedAt(999)));

    assertEquals(10, e.getSuppressed().length);
    assertSame(thrown.get(98), e.getSuppressed()[9]);
  }

  @Test
  void theSameExceptionCanBeThrownAgain() {
    var always = new IllegalStateException("always");

    var e =
        assertThrows(
            IllegalStateException.class,
            () ->
                retry(o -> o)
                    .run(() -> {
                      throw always;
                    }));

    assertSame(always, e);
    assertEquals(0, e.getSuppressed().length);
  }

  @Test
  void otherFailuresAreThrownAtOnce() {
    assertThrows(
        IOException.class,
        () ->
            retry(o -> o.withRetryable(f -> f instanceof IllegalStateException))
                .run(() -> succeedAt(2)));
    assertEquals(1, thrown.size());
  }

  @Test
  void anErrorIsThrownAtOnce() {
    var attempts = new ArrayList<Integer>();

    assertThrows(
        AssertionError.class,
        () ->
            retry(o -> o)
                .run(() -> {
                  attempts.add(1);
                  throw new AssertionError("bug");
                }));

    assertEquals(1, attempts.size());
  }

  @Test
  void itGivesUpWhenTheDeadlineWouldComeFirst() {
    Retry slow = Retry.of(o -> o.withBackoff(Backoff.constant(ofHours(1))));

    assertThrows(
        IOException.class,
        () -> CancelScope.failAfter(ofSeconds(1000)).run(() -> slow.run(() -> succeedAt(2))));
    assertEquals(1, thrown.size());
  }

  @Test
  void itGivesUpWhenTheLimitWouldComeFirst() {
    Retry slow = Retry.of(o -> o.withBackoff(Backoff.constant(ofHours(2))).withLimit(ofHours(1)));

    assertThrows(IOException.class, () -> slow.run(() -> succeedAt(2)));
    assertEquals(1, thrown.size());
  }

  @Test
  void itGivesUpWhenTheBudgetIsUsedUp() {
    var budget = new RateLimiter(2, ofDays(1));

    assertThrows(
        IOException.class,
        () -> retry(o -> o.withAttempts(9).withBudget(budget)).run(() -> succeedAt(9)));
    assertEquals(3, thrown.size());
  }

  @Test
  void theObserverIsToldWhatIsTriedAgain() throws IOException {
    var told = new ArrayList<Retry.Attempt>();

    Retry.of(o -> o.withBackoff(Backoff.constant(ofMillis(1))).withObserver(told::add))
        .run(() -> succeedAt(3));

    assertEquals(
        List.of(
            new Retry.Attempt(1, thrown.get(0), ofMillis(1)),
            new Retry.Attempt(2, thrown.get(1), ofMillis(1))),
        told);
  }

  @Test
  void theDelayIsWaited() throws IOException {
    Deadline begin = Fairlead.currentTime();

    Retry.of(o -> o.withBackoff(Backoff.constant(ofMillis(5)))).run(() -> succeedAt(2));

    assertFalse(Fairlead.currentTime().isBefore(begin.plus(ofMillis(5))));
  }

  @Test
  void theDelayCanBeCancelled() throws Exception {
    Retry slow = Retry.of(o -> o.withBackoff(Backoff.constant(ofDays(1))));

    Waits.assertCancelledBefore(() -> slow.run(() -> {}));
    Waits.assertCancelledWhileWaiting(() -> slow.run(() -> succeedAt(99)));
    Waits.assertNeedsATask(() -> slow.run(() -> {}));
  }

  @Test
  void lessThanOneAttemptIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Retry.of(o -> o.withAttempts(0)));
  }

  @Test
  void aNegativeLimitIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Retry.of(o -> o.withLimit(ofMillis(-1))));
  }

  @Nested
  class Delays {

    @Test
    void growUpToTheLongest() {
      Backoff backoff = Backoff.exponential(ofMillis(100), ofSeconds(1));

      assertEquals(
          List.of(100L, 200L, 400L, 800L, 1000L, 1000L),
          List.of(1, 2, 3, 4, 5, 5000).stream().map(n -> backoff.delay(n, 0).toMillis()).toList());
      assertEquals(ofMillis(300), backoff.withFactor(3).delay(2, 0));
    }

    @Test
    void jitterTakesAPartAway() {
      Backoff backoff = Backoff.constant(ofSeconds(10)).withJitter(0.5);

      assertEquals(ofSeconds(5), backoff.delay(1, 0));
      assertEquals(ofSeconds(10), backoff.delay(1, 1));
    }

    @Test
    void noneIsNoDelay() {
      assertEquals(Duration.ZERO, Backoff.none().delay(7, 1));
    }

    @Test
    void nonsenseIsRefused() {
      Backoff backoff = Backoff.none();

      assertThrows(IllegalArgumentException.class, () -> Backoff.constant(ofMillis(-1)));
      assertThrows(
          IllegalArgumentException.class, () -> Backoff.exponential(ofSeconds(2), ofSeconds(1)));
      assertThrows(IllegalArgumentException.class, () -> backoff.withJitter(1.5));
      assertThrows(IllegalArgumentException.class, () -> backoff.withFactor(0.5));
    }

    @Test
    void aReallyLongOneDoesNotOverflow() {
      assertTrue(Backoff.constant(ofDays(400_000)).delay(1, 1).isPositive());
    }
  }
}
