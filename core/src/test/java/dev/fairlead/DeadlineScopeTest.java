package dev.fairlead;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What becomes of a body whose deadline passes, or is moved. */
@ForEveryBackend
class DeadlineScopeTest {

  private static final Duration SHORT = ofMillis(10);

  @Test
  void movingOnEndsSilentlyAtTheDeadline() {
    CancelScope scope = CancelScope.moveOnAfter(SHORT);

    scope.run(Fairlead::sleepForever);

    assertTrue(scope.cancelledCaught());
    assertInstanceOf(CancelCause.DeadlinePassed.class, scope.cancelCause().orElseThrow());
  }

  @Test
  void failingThrowsAtTheDeadline() {
    CancelScope scope = CancelScope.failAfter(SHORT, o -> o.withReason("no answer from the peer"));

    var thrown =
        assertThrows(DeadlineExceededException.class, () -> scope.run(Fairlead::sleepForever));

    assertEquals("no answer from the peer", thrown.getMessage());
    assertTrue(scope.cancelledCaught());
  }

  @Test
  void failingAtAPointInTimeThrowsThen() {
    Deadline soon = Deadline.after(SHORT);

    assertThrows(
        DeadlineExceededException.class,
        () -> CancelScope.failAt(soon).run(Fairlead::sleepForever));

    assertFalse(Fairlead.currentTime().isBefore(soon));
  }

  @Test
  void aFailingScopeWhoseBodyFinishedDespiteTheDeadlineDoesNotFail() {
    CancelScope scope = CancelScope.failAfter(SHORT);

    int value =
        scope.call(() -> {
          CancelScope.shielded().run(() -> Fairlead.sleep(SHORT.multipliedBy(3)));
          return 42;
        });

    assertEquals(42, value);
    assertTrue(scope.cancelCalled());
    assertFalse(scope.cancelledCaught());
  }

  @Test
  void relativeDeadlinesStartOnEntry() {
    CancelScope scope = CancelScope.moveOnAfter(ofMillis(200));
    Fairlead.sleep(ofMillis(30));
    Deadline entered = Fairlead.currentTime();

    scope.run(() -> assertFalse(scope.deadline().isBefore(entered.plus(ofMillis(200)))));
  }

  @Test
  void aDeadlineThatHasPassedEndsTheBodyAtItsFirstCheckpoint() {
    CancelScope scope = CancelScope.moveOnAfter(Duration.ZERO);
    CancelScope past = CancelScope.moveOnAt(Deadline.after(ofSeconds(-5)));

    scope.run(() -> {
      Checkpoints.checkpoint();
      throw new AssertionError("passed a checkpoint");
    });
    past.run(Fairlead::sleepForever);

    assertTrue(scope.cancelledCaught());
    assertTrue(past.cancelledCaught());
  }

  @Nested
  class MovingDeadlines {

    @Test
    void aDeadlineMovedWhileWaitingCounts() {
      CancelScope scope = CancelScope.moveOnAfter(ofDays(1));

      TaskGroup.run(group -> {
        group.startSoon(() -> {
          Fairlead.awaitAllTasksBlocked();
          scope.moveDeadline(Deadline.after(SHORT));
        });
        scope.run(Fairlead::sleepForever);
      });

      assertTrue(scope.cancelledCaught());
    }

    @Test
    void aDeadlineMovedIntoThePastCancelsAtOnce() {
      CancelScope scope = CancelScope.create();

      scope.run(() -> {
        scope.moveDeadline(Deadline.after(ofSeconds(-1)));
        Checkpoints.checkpoint();
      });

      assertTrue(scope.cancelledCaught());
    }
  }

  @Test
  void aDeadlineThatHasAlwaysPassedHasNoTimeLeft() {
    CancelScope scope = CancelScope.create();

    scope.run(() -> {
      scope.cancel();
      assertTrue(Fairlead.currentEffectiveDeadline().remaining().isNegative());
    });

    assertTrue(Deadline.PASSED.remaining().isNegative());
    assertEquals("passed", Deadline.PASSED.toString());
    assertTrue(Deadline.NEVER.since(Deadline.PASSED).isPositive());
    assertTrue(Deadline.PASSED.since(Deadline.NEVER).isNegative());
  }
}
