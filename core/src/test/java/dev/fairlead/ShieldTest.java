package dev.fairlead;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a shield hides, and for how long. */
@ForEveryBackend
class ShieldTest {

  private static final Duration SHORT = ofMillis(10);

  @Test
  void aShieldHidesWhatIsAroundIt() {
    CancelScope outer = CancelScope.create();
    var trail = new ArrayList<String>();

    outer.run(() -> {
      outer.cancel();
      CancelScope.shielded()
          .run(() -> {
            Fairlead.sleep(SHORT);
            trail.add("cleaned up");
          });
      Checkpoints.checkpoint();
      trail.add("never");
    });

    assertEquals(List.of("cleaned up"), trail);
  }

  @Test
  void aShieldDoesNotHideItsOwnCancellation() {
    CancelScope shield = CancelScope.shielded();

    shield.run(() -> {
      shield.cancel();
      Checkpoints.checkpoint();
    });

    assertTrue(shield.cancelledCaught());
  }

  @Test
  void cleaningUpIsLimitedInTime() {
    CancelScope outer = CancelScope.create();
    CancelScope cleanUp = CancelScope.cleanUp(SHORT);

    outer.run(() -> {
      outer.cancel();
      cleanUp.run(Fairlead::sleepForever);
    });

    assertTrue(cleanUp.cancelledCaught());
  }

  @Test
  void loweringAShieldDeliversWhatIsPending() {
    CancelScope outer = CancelScope.create();
    CancelScope shield = CancelScope.shielded();

    outer.run(() ->
        TaskGroup.run(group -> {
          group.startSoon(() -> {
            Fairlead.awaitAllTasksBlocked();
            outer.cancel();
            shield.unshield();
          });
          shield.run(Fairlead::sleepForever);
        }));

    assertTrue(outer.cancelledCaught());
  }

  @Test
  void raisingAShieldHidesWhatIsPending() {
    CancelScope outer = CancelScope.create();
    CancelScope inner = CancelScope.create();

    outer.run(() ->
        inner.run(() -> {
          outer.cancel();
          inner.shield();
          Checkpoints.checkpoint();
          inner.unshield();
          assertThrows(Cancelled.class, Checkpoints::checkpoint);
          throw assertThrows(Cancelled.class, Checkpoints::checkpoint);
        }));

    assertTrue(outer.cancelledCaught());
  }

  @Test
  void aTaskThatACancellationIsEndingStaysCancelledBehindAShield() {
    CancelScope outer = CancelScope.create();
    var unwinding = new Event();
    var raised = new Event();

    outer.run(() ->
        TaskGroup.run(group -> {
          var task =
              group.startSoon(() -> {
                try {
                  Fairlead.sleepForever();
                } finally {
                  unwinding.set();
                  CancelScope.shielded().run(raised::await);
                }
              });
          Fairlead.awaitAllTasksBlocked();
          outer.cancel();
          CancelScope.shielded().run(unwinding::await);
          group.cancelScope().shield();
          raised.set();
          CancelScope.shielded().run(task::join);
          assertEquals(TaskHandle.Status.CANCELLED, task.status());
        }));
  }
}
