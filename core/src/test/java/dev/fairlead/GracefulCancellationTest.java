package dev.fairlead;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A scope asks those inside to come to an end before it cancels them. */
@ForEveryBackend
class GracefulCancellationTest {

  private static final Duration SHORT = ofMillis(10);

  @Test
  void aSoftCancellationIsSeenByThoseWhoAsk() {
    CancelScope scope = CancelScope.create();
    var trail = new ArrayList<String>();

    scope.run(() -> {
      assertFalse(Fairlead.stopRequested());
      scope.cancelAfter(ofDays(1), "closing time");
      assertTrue(Fairlead.stopRequested());
      Checkpoints.checkpoint();
      trail.add("still running");
    });

    assertEquals(List.of("still running"), trail);
    assertFalse(scope.cancelledCaught());
  }

  @Test
  void aSoftCancellationBecomesHardAfterAWhile() {
    CancelScope scope = CancelScope.create();

    scope.run(() -> {
      scope.cancelAfter(SHORT, "closing time");
      Fairlead.sleepForever();
    });

    var cause = assertInstanceOf(CancelCause.Requested.class, scope.cancelCause().orElseThrow());
    assertEquals("closing time", cause.reason());
    assertTrue(scope.cancelledCaught());
  }

  @Test
  void aTaskCanWaitToBeAsked() {
    var trail = new ArrayList<String>();

    TaskGroup.run(group -> {
      group.startSoon(() -> {
        Fairlead.awaitStopRequested();
        trail.add("said goodbye");
      });
      Fairlead.awaitAllTasksBlocked();
      group.cancelScope().cancelAfter(ofDays(1), "closing time");
    });

    assertEquals(List.of("said goodbye"), trail);
  }

  @Test
  void askingAgainNeverGivesMoreTime() {
    CancelScope scope = CancelScope.create();

    scope.run(() -> {
      scope.cancelAfter(SHORT, "first");
      scope.cancelAfter(ofDays(1), "second");
      Fairlead.sleepForever();
    });

    var cause = assertInstanceOf(CancelCause.Requested.class, scope.cancelCause().orElseThrow());
    assertEquals("first", cause.reason());
  }

  @Test
  void askingAgainWithLessTimeCounts() {
    CancelScope scope = CancelScope.create();

    scope.run(() -> {
      scope.cancelAfter(ofDays(1), "please");
      scope.cancelAfter(SHORT, "now");
      Fairlead.sleepForever();
    });

    var cause = assertInstanceOf(CancelCause.Requested.class, scope.cancelCause().orElseThrow());
    assertEquals("now", cause.reason());
  }

  @Test
  void theEndOfTheGraceIsADeadlineOfWhatIsInside() {
    CancelScope scope = CancelScope.create();

    scope.run(() -> {
      Deadline before = Fairlead.currentTime();
      scope.cancelAfter(ofDays(1), "closing time");
      Deadline end =
          CancelScope.moveOnAfter(ofDays(9)).call(() -> Fairlead.currentEffectiveDeadline());
      assertFalse(end.isBefore(before.plus(ofDays(1))));
      assertFalse(Fairlead.currentTime().plus(ofDays(1)).isBefore(end));
    });
  }

  @Test
  void aShieldHidesTheRequestUntilItIsTakenAway() {
    CancelScope shield = CancelScope.shielded();
    var trail = new ArrayList<String>();

    TaskGroup.run(group -> {
      group.startSoon(() ->
          shield.run(() -> {
            Fairlead.awaitStopRequested();
            trail.add("asked");
          }));
      Fairlead.awaitAllTasksBlocked();
      group.cancelScope().cancelAfter(ofDays(1), "closing time");
      Fairlead.awaitAllTasksBlocked();
      assertEquals(List.of(), trail);
      shield.unshield();
    });

    assertEquals(List.of("asked"), trail);
  }
}
