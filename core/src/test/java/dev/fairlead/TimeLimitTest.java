package dev.fairlead;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.thread.Interruptible;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A scope that is only a time limit stays out of the tree until that matters: then it must not. */
@ForEveryBackend
class TimeLimitTest {

  private static final Duration LONG = ofHours(1);
  private static final Duration SHORT = ofMillis(5);

  @Test
  void limitsInsideEachOtherAreAllSeenByOneWait() {
    CancelScope outer = CancelScope.moveOnAfter(SHORT);

    outer.run(() ->
        CancelScope.failAfter(LONG)
            .run(() -> CancelScope.failAfter(LONG).run(Fairlead::sleepForever)));

    assertTrue(outer.cancelledCaught());
  }

  @Test
  void theLimitsAroundAGroupEndItsTasks() {
    CancelScope outer = CancelScope.moveOnAfter(SHORT);

    outer.run(() ->
        CancelScope.failAfter(LONG)
            .run(() -> TaskGroup.run(group -> group.startSoon(Fairlead::sleepForever))));

    assertTrue(outer.cancelledCaught());
  }

  @Test
  void aCancellationFromAroundComesAtTheFirstCheckpointInside() {
    var trail = new ArrayList<String>();

    CancelScope outer = CancelScope.moveOnAfter(LONG);
    outer.run(() ->
        CancelScope.failAfter(LONG)
            .run(() -> {
              outer.cancel("enough");
              trail.add("before");
              Checkpoints.checkpoint();
              trail.add("after");
            }));

    assertEquals(List.of("before"), trail);
    assertTrue(outer.cancelledCaught());
  }

  @Test
  @NeedsRealThreads
  void aLimitThatHasPassedBeforeTheFirstCheckpointEndsTheBodyThere() {
    CancelScope scope = CancelScope.moveOnAfter(ofNanos(1));

    scope.run(() -> {
      spinUntilAfter(scope.deadline());
      Checkpoints.checkpoint();
      throw new AssertionError("passed a checkpoint");
    });

    assertTrue(scope.cancelledCaught());
  }

  @Test
  @NeedsRealThreads
  void aLimitAroundThatHasPassedBeforeTheFirstCheckpointEndsTheBodyThere() {
    CancelScope outer = CancelScope.moveOnAfter(ofNanos(1));

    outer.run(() ->
        CancelScope.failAfter(LONG)
            .run(() -> {
              spinUntilAfter(outer.deadline());
              Checkpoints.checkpoint();
              throw new AssertionError("passed a checkpoint");
            }));

    assertTrue(outer.cancelledCaught());
  }

  @Test
  void aLimitEndsTheWaitBehindTheFirstCheckpoint() {
    CancelScope scope = CancelScope.moveOnAfter(SHORT);

    scope.run(() -> {
      Checkpoints.checkpoint();
      Fairlead.sleepForever();
    });

    assertTrue(scope.cancelledCaught());
  }

  private static void spinUntilAfter(Deadline deadline) {
    while (!deadline.isBefore(Fairlead.currentTime())) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aCancellationFromAroundIsSeenByWhoeverAsks() {
    CancelScope outer = CancelScope.moveOnAfter(LONG);
    CancelScope inner = CancelScope.moveOnAfter(LONG);
    var seen = new ArrayList<Object>();

    outer.run(() ->
        inner.run(() -> {
          outer.cancel("enough");
          seen.add(Fairlead.currentTask().hasPendingCancellation());
          seen.add(inner.isEffectivelyCancelled());
          seen.add(inner.stopRequested());
          seen.add(inner.cancelCalled());
          seen.add(Fairlead.currentEffectiveDeadline());
        }));

    assertEquals(List.of(true, true, true, false, Deadline.PASSED), seen);
  }

  @Test
  void anEndRightAfterACancellationIsNoEndByIt() {
    CancelScope outer = CancelScope.moveOnAfter(LONG);
    CancelScope inner = CancelScope.moveOnAfter(LONG);

    outer.run(() -> inner.run(() -> inner.cancel("too late")));

    assertTrue(inner.cancelCalled());
    assertFalse(inner.cancelledCaught());
    assertFalse(outer.cancelCalled());
  }

  @Test
  void aShieldRaisedInsideHidesWhatIsAround() {
    CancelScope outer = CancelScope.moveOnAfter(LONG);
    CancelScope inner = CancelScope.moveOnAfter(LONG);
    var trail = new ArrayList<String>();

    outer.run(() ->
        inner.run(() -> {
          outer.cancel("enough");
          inner.shield();
          Checkpoints.checkpoint();
          trail.add("shielded");
          inner.unshield();
          Checkpoints.checkpoint();
          trail.add("bare");
        }));

    assertEquals(List.of("shielded"), trail);
  }

  @Test
  void aShieldRaisedAroundTakesBackWhatWasSeenInside() {
    CancelScope outer = CancelScope.create();
    CancelScope shield = CancelScope.moveOnAfter(LONG);
    CancelScope inner = CancelScope.moveOnAfter(LONG);

    outer.run(() -> {
      shield.run(() ->
          inner.run(() -> {
            outer.cancel("enough");
            inner.unshield(); // looks again
            shield.shield();
            Checkpoints.checkpoint();
          }));
      assertFalse(inner.cancelledCaught());
    });

    assertFalse(outer.cancelledCaught());
  }

  @Test
  void aDeadlineMovedInsideCounts() {
    CancelScope scope = CancelScope.moveOnAfter(LONG);

    scope.run(() -> {
      scope.moveDeadline(Fairlead.currentTime().plus(SHORT));
      Fairlead.sleepForever();
    });

    assertTrue(scope.cancelledCaught());
  }

  @Test
  void aDeadlineMovedIntoThePastBeforeTheEntryEndsTheBodyAtItsFirstCheckpoint() {
    CancelScope scope = CancelScope.moveOnAfter(LONG);
    scope.moveDeadline(Deadline.PASSED);

    scope.run(Checkpoints::checkpoint);

    assertTrue(scope.cancelledCaught());
  }

  @Test
  void aSoftCancellationBeforeTheFirstCheckpointBecomesHard() {
    CancelScope scope = CancelScope.moveOnAfter(LONG);

    scope.run(() -> {
      scope.cancelAfter(SHORT, "closing time");
      assertTrue(Fairlead.stopRequested());
      Fairlead.sleepForever();
    });

    assertInstanceOf(CancelCause.Requested.class, scope.cancelCause().orElseThrow());
    assertTrue(scope.cancelledCaught());
  }

  /**
   * On one thread, too, the timer has its turn. It has none on one processor beside a task that
   * yields and yields: the JDK's scheduler then looks into no other queue.
   */
  private static void letOthersRun() {
    LockSupport.parkNanos(1_000);
  }

  @Test
  @NeedsRealThreads
  void aBodyThatOnlyAsksHearsOfItsDeadline() {
    CancelScope scope = CancelScope.moveOnAfter(SHORT);

    scope.run(() -> {
      while (!scope.cancelCalled()) {
        letOthersRun();
      }
    });

    assertInstanceOf(CancelCause.DeadlinePassed.class, scope.cancelCause().orElseThrow());
  }

  @Test
  @NeedsRealThreads
  void aBodyThatAsksHearsOfTheDeadlineAroundIt() {
    CancelScope outer = CancelScope.moveOnAfter(SHORT);
    CancelScope inner = CancelScope.moveOnAfter(LONG);

    outer.run(() ->
        inner.run(() -> {
          while (!inner.isEffectivelyCancelled()) {
            letOthersRun();
          }
        }));

    assertTrue(outer.cancelCalled());
  }

  @Test
  @NeedsRealThreads
  void anotherThreadHearsOfTheDeadlineOfABodyThatNeverComesToACheckpoint() throws Exception {
    CancelScope scope = CancelScope.moveOnAfter(SHORT);
    var inside = new CountDownLatch(1);
    var heard = new CountDownLatch(1);
    Thread looking =
        Thread.ofPlatform()
            .start(() -> {
              try {
                inside.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              while (!scope.cancelCalled()) {
                Thread.onSpinWait();
              }
              heard.countDown();
            });

    scope.run(() -> {
      inside.countDown();
      while (heard.getCount() > 0) {
        Thread.onSpinWait();
      }
    });

    Interruptible.run(looking::join);
    assertTrue(scope.cancelCalled());
  }

  @Test
  @NeedsRealThreads
  void aLimitInsideForeignCodeEndsIt() {
    var never = new CountDownLatch(1);
    var caught = new AtomicReference<CancelScope>();

    assertThrows(
        DeadlineExceededException.class,
        () ->
            Interruptible.run(() -> {
              CancelScope limit = CancelScope.failAfter(SHORT);
              caught.set(limit);
              limit.run(() -> {
                try {
                  never.await();
                } catch (InterruptedException e) {
                  Checkpoints.checkpoint();
                }
              });
            }));

    assertTrue(caught.get().cancelledCaught());
  }
}
