package dev.fairlead.internal;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Deadline;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Scopes are entered, left, shielded and given tasks while somebody cancels above them. */
@ForEveryBackend
@Tag("slow")
class ScopeTreeRaceTest {

  private static final long SEED = 0x5eedL;
  private static final Duration LONG = ofHours(1);

  @Test
  void aScopeEnteredWhileItsParentIsCancelledIsCancelled() {
    for (int i = 0; i < 20_000; i++) {
      CancelScope outer = CancelScope.create();
      TaskGroup.run(group -> {
        group.startSoon(() -> outer.cancel());
        outer.run(() -> CancelScope.create().run(Fairlead::sleepForever));
      });
      assertTrue(outer.cancelledCaught());
    }
  }

  @Test
  void aTimeLimitEnteredWhileItsParentIsCancelledIsCancelled() {
    for (int i = 0; i < 20_000; i++) {
      CancelScope outer = CancelScope.moveOnAfter(LONG);
      TaskGroup.run(group -> {
        group.startSoon(() -> outer.cancel());
        outer.run(() ->
            CancelScope.failAfter(LONG)
                .run(() -> CancelScope.failAfter(LONG).run(Fairlead::sleepForever)));
      });
      assertTrue(outer.cancelledCaught());
    }
  }

  @Test
  void aTimeLimitThatIsMovedAsItIsEnteredStrikes() {
    for (int i = 0; i < 20_000; i++) {
      CancelScope limit = CancelScope.moveOnAfter(LONG);
      TaskGroup.run(group -> {
        group.startSoon(() -> limit.moveDeadline(Deadline.PASSED));
        limit.run(Fairlead::sleepForever);
      });
      assertTrue(limit.cancelledCaught());
    }
  }

  @Test
  void aTimeLimitThatIsAskedToEndAsItIsEnteredEnds() {
    for (int i = 0; i < 5_000; i++) {
      CancelScope limit = CancelScope.moveOnAfter(LONG);
      TaskGroup.run(group -> {
        group.startSoon(() -> limit.cancelAfter(ofNanos(1), "closing time"));
        limit.run(Fairlead::sleepForever);
      });
      assertTrue(limit.cancelledCaught());
    }
  }

  /** The timer strikes for the outer limit at the moment at which the inner one joins the tree. */
  @Test
  void limitsInsideEachOtherThatAreDueAsTheyAreEnteredAllStrike() {
    var random = new SplittableRandom(SEED);

    for (int i = 0; i < 5_000; i++) {
      CancelScope outer = CancelScope.moveOnAfter(ofNanos(random.nextInt(300_000)));
      CancelScope inner = CancelScope.moveOnAfter(ofNanos(random.nextInt(300_000)));
      outer.run(() -> inner.run(Fairlead::sleepForever));
      assertTrue(outer.cancelledCaught() || inner.cancelledCaught());
    }
  }

  @Test
  void aTaskStartedWhileItsGroupIsCancelledIsCancelled() {
    var ended = new AtomicInteger();

    for (int i = 0; i < 5_000; i++) {
      TaskGroup.run(group -> {
        group.startSoon(() -> group.cancel());
        for (int j = 0; j < 4; j++) {
          group.startSoon(() -> {
            try {
              Fairlead.sleepForever();
            } finally {
              ended.incrementAndGet();
            }
          });
        }
      });
    }

    assertEquals(20_000, ended.get());
  }

  @Test
  void deadlinesThatMeetTheEndOfTheirBodyHurtNobody() {
    var random = new SplittableRandom(SEED);

    for (int i = 0; i < 5_000; i++) {
      CancelScope scope = CancelScope.moveOnAfter(ofNanos(random.nextInt(300_000)));
      scope.run(() -> Fairlead.sleep(ofNanos(random.nextInt(300_000))));
      Checkpoints.checkpoint();
    }

    assertFalse(Fairlead.currentTask().hasPendingCancellation());
  }

  @Test
  void shieldsThatGoUpAndDownLeaveTheTreeConsistent() {
    var random = new SplittableRandom(SEED);

    for (int i = 0; i < 3_000; i++) {
      CancelScope outer = CancelScope.create();
      CancelScope shield = CancelScope.create();
      CancelScope inner = CancelScope.create();
      int flips = random.nextInt(8);
      outer.run(() ->
          shield.run(() ->
              inner.run(() ->
                  TaskGroup.run(
                      o -> o.withShield(),
                      group -> {
                        group.startSoon(() -> flip(shield, flips));
                        group.startSoon(() -> outer.cancel());
                      }))));
      assertEquals(flips % 2 == 1, shield.isShielded());
      assertEquals(flips % 2 == 0, inner.isEffectivelyCancelled());
    }
  }

  private static void flip(CancelScope shield, int times) {
    for (int i = 0; i < times; i++) {
      if (shield.isShielded()) {
        shield.unshield();
      } else {
        shield.shield();
      }
    }
  }

  /** Random trees of groups and scopes; whatever is cancelled, the introspection agrees. */
  @Test
  void pendingCancellationAlwaysAgreesWithTheNextCheckpoint() {
    var random = new SplittableRandom(SEED);

    for (int i = 0; i < 300; i++) {
      List<CancelScope> scopes = new ArrayList<>();
      CancelScope all = CancelScope.moveOnAfter(ofSeconds(5));
      all.run(() -> grow(random.split(), 4, scopes));
      assertFalse(all.cancelledCaught());
    }
  }

  private void grow(SplittableRandom random, int depth, List<CancelScope> scopes) {
    CancelScope scope = random.nextInt(4) == 0 ? CancelScope.shielded() : CancelScope.create();
    synchronized (scopes) {
      scopes.add(scope);
    }
    scope.run(() ->
        TaskGroup.run(group -> {
          for (int i = 0; depth > 0 && i < 2; i++) {
            SplittableRandom own = random.split();
            group.startSoon(() -> grow(own, depth - 1, scopes));
          }
          cancelOne(random, scopes);
          assertAgree();
        }));
  }

  private static void cancelOne(SplittableRandom random, List<CancelScope> scopes) {
    synchronized (scopes) {
      if (random.nextInt(3) == 0) {
        scopes.get(random.nextInt(scopes.size())).cancel("random");
      }
    }
  }

  private static void assertAgree() {
    boolean pending = Fairlead.currentTask().hasPendingCancellation();
    if (pending) {
      // Nobody takes a cancellation back here, so the checkpoint must throw.
      Checkpoints.checkpoint();
      throw new AssertionError("a checkpoint passed although a cancellation was pending");
    }
  }
}
