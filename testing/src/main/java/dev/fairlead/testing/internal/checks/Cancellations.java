package dev.fairlead.testing.internal.checks;

import dev.fairlead.CancelScope;
import dev.fairlead.lowlevel.Checkpoints;
import java.util.Random;

/** Cancellations before an operation, and at about its time. */
final class Cancellations {

  private static final int MOST_SPINS = 300;

  private Cancellations() {}

  static CancelScope before() {
    CancelScope scope = CancelScope.create();
    scope.cancel("by the check");
    return scope;
  }

  /** Passes a little time without waiting. */
  static void spin(int times) {
    for (int i = 0; i < times; i++) {
      Thread.onSpinWait();
    }
  }

  /** As much time as a short operation takes, or less; and sometimes another task has its turn. */
  static void spin(Random random) {
    if (random.nextBoolean()) {
      Checkpoints.cancelShieldedCheckpoint();
    }
    spin(random.nextInt(MOST_SPINS));
  }
}
