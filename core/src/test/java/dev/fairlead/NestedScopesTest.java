package dev.fairlead;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
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

/** Which of several scopes around a task ends what. */
@ForEveryBackend
class NestedScopesTest {

  private static final Duration SHORT = ofMillis(10);

  @Test
  void theOutermostCancelledScopeCatches() {
    CancelScope outer = CancelScope.create();
    CancelScope inner = CancelScope.create();
    var trail = new ArrayList<String>();

    outer.run(() -> {
      cancelFromInside(inner, outer);
      trail.add("between");
    });

    assertEquals(List.of(), trail);
    assertTrue(outer.cancelledCaught());
    assertFalse(inner.cancelledCaught());
  }

  private static void cancelFromInside(CancelScope inner, CancelScope outer) {
    inner.run(() -> {
      inner.cancel();
      outer.cancel();
      Checkpoints.checkpoint();
    });
  }

  @Test
  void aShieldedScopeCatchesItsOwnAlthoughOneAroundItIsCancelledToo() {
    CancelScope outer = CancelScope.create();
    CancelScope inner = CancelScope.shielded();
    var trail = new ArrayList<String>();

    outer.run(() -> {
      cancelFromInside(inner, outer);
      trail.add("between");
      Checkpoints.checkpoint();
      trail.add("never");
    });

    assertEquals(List.of("between"), trail);
    assertTrue(inner.cancelledCaught());
    assertTrue(outer.cancelledCaught());
  }

  @Test
  void anInnerScopeIsLeftAloneByItsSiblingsEnd() {
    CancelScope outer = CancelScope.create();

    outer.run(() -> {
      CancelScope.moveOnAfter(SHORT).run(Fairlead::sleepForever);
      Checkpoints.checkpoint();
    });

    assertFalse(outer.cancelCalled());
  }

  @Test
  void anInnerScopeReportsTheCauseAroundIt() {
    CancelScope outer = CancelScope.create();

    outer.run(() -> {
      outer.cancel("outer");
      CancelScope inner = CancelScope.create();
      inner.run(() -> {
        var cause = assertInstanceOf(CancelCause.Parent.class, inner.cancelCause().orElseThrow());
        assertInstanceOf(CancelCause.Requested.class, cause.cause());
      });
    });
  }

  @Test
  void aParentCancelledDuringTheInnerDeadlineWins() {
    CancelScope outer = CancelScope.create();

    outer.run(() ->
        CancelScope.failAfter(SHORT)
            .run(() -> {
              CancelScope.shielded().run(() -> Fairlead.sleep(SHORT.multipliedBy(3)));
              outer.cancel();
              Checkpoints.checkpoint();
            }));

    assertTrue(outer.cancelledCaught());
  }

  @Test
  void theEffectiveDeadlineIsTheEarliestUpToAShield() {
    Deadline soon = Deadline.after(ofSeconds(100));
    Deadline later = Deadline.after(ofSeconds(200));

    CancelScope.moveOnAt(soon)
        .run(() -> {
          CancelScope.moveOnAt(later)
              .run(() -> assertEquals(soon, Fairlead.currentEffectiveDeadline()));
          CancelScope.create(o -> o.withDeadline(later).withShield())
              .run(() -> assertEquals(later, Fairlead.currentEffectiveDeadline()));
        });
    assertEquals(Deadline.NEVER, Fairlead.currentEffectiveDeadline());
  }

  @Test
  void theEffectiveDeadlineOfACancelledTaskHasPassed() {
    CancelScope scope = CancelScope.create();
    scope.cancel();

    scope.run(() -> assertEquals(Deadline.PASSED, Fairlead.currentEffectiveDeadline()));
  }
}
