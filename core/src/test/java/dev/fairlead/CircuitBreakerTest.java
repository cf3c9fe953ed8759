package dev.fairlead;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class CircuitBreakerTest {

  private static final Duration MOMENT = ofMillis(3);

  private final IOException failure = new IOException("down");
  private int calls;

  private static CircuitBreaker breaker(Duration openFor) {
    return CircuitBreaker.of(o -> o.withFailures(2).withOpenFor(openFor));
  }

  private void fail(CircuitBreaker breaker) {
    assertSame(
        failure,
        assertThrows(
            IOException.class,
            () ->
                breaker.run(() -> {
                  calls++;
                  throw failure;
                })));
  }

  private void open(CircuitBreaker breaker) {
    fail(breaker);
    fail(breaker);
    calls = 0;
  }

  @Test
  void afterSoManyFailuresCallsAreRefused() {
    CircuitBreaker breaker = breaker(ofDays(1));
    open(breaker);

    var e = assertThrows(CircuitOpenException.class, () -> breaker.run(() -> calls++));

    assertSame(failure, e.getCause());
    assertEquals(0, calls);
    assertTrue(breaker.isOpen());
  }

  @Test
  void aSuccessBeginsTheCountAgain() throws IOException {
    CircuitBreaker breaker = breaker(ofDays(1));
    fail(breaker);
    assertEquals(1, breaker.<Integer, IOException>call(() -> 1));
    fail(breaker);

    assertFalse(breaker.isOpen());
  }

  @Test
  void whenItsTimeIsOverASuccessClosesIt() throws IOException {
    CircuitBreaker breaker = breaker(MOMENT);
    open(breaker);
    Fairlead.sleep(MOMENT);

    breaker.run(() -> calls++);
    breaker.run(() -> calls++);

    assertEquals(2, calls);
    assertFalse(breaker.isOpen());
  }

  @Test
  void whenItsTimeIsOverOneCallFindsOutWhileOthersAreRefused() {
    CircuitBreaker breaker = breaker(MOMENT);
    open(breaker);
    Fairlead.sleep(MOMENT);
    var gate = new Event();

    TaskGroup.run(group -> {
      group.startSoon(() -> breaker.run(gate::await));
      Fairlead.awaitAllTasksBlocked();
      assertThrows(CircuitOpenException.class, () -> breaker.run(() -> calls++));
      gate.set();
    });

    assertFalse(breaker.isOpen());
    assertEquals(0, calls);
  }

  @Test
  void whenItsTimeIsOverAFailureOpensItAgain() {
    CircuitBreaker breaker = CircuitBreaker.of(o -> o.withFailures(1).withOpenFor(MOMENT));
    fail(breaker);
    Fairlead.sleep(MOMENT);

    Deadline begin = Fairlead.currentTime();
    fail(breaker);
    while (breaker.isOpen()) {
      Fairlead.sleep(ofMillis(1));
    }

    assertFalse(Fairlead.currentTime().isBefore(begin.plus(MOMENT)));
  }

  @Test
  void aCallThatFindsOutAndIsCancelledLeavesItToTheNext() throws Exception {
    CircuitBreaker breaker = breaker(MOMENT);
    open(breaker);
    Fairlead.sleep(MOMENT);

    Waits.assertCancelledWhileWaiting(() -> breaker.run(Fairlead::sleepForever));
    breaker.run(() -> calls++);

    assertEquals(1, calls);
  }

  @Test
  void otherExceptionsDoNotCount() {
    CircuitBreaker breaker =
        CircuitBreaker.of(o -> o.withFailures(1).withCounted(e -> !(e instanceof IOException)));
    fail(breaker);

    assertFalse(breaker.isOpen());
  }

  @Test
  void isACheckpoint() throws Exception {
    CircuitBreaker breaker = breaker(MOMENT);
    Waits.assertCancelledBefore(() -> breaker.run(() -> {}));
    Waits.assertNeedsATask(() -> breaker.run(() -> {}));
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> CircuitBreaker.of(o -> o.withFailures(0)));
    assertThrows(IllegalArgumentException.class, () -> breaker(Duration.ZERO));
  }
}
