package dev.fairlead.internal.loop;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Decides whether a loop without work polls on or blocks.
 *
 * <p>Polling on spares the wake-up of a sleeping thread when work comes soon, and burns a core when
 * it does not. So the time spent on it doubles after each sleep that was shorter than the bound,
 * and halves after each that was longer.
 */
final class AdaptivePolling {

  private static final long OFF = 0;
  private static final int STEPS = 16;

  private final LongSupplier clock;
  private final long bound;

  // Loop thread only.
  private long budget;
  private boolean idle;
  private long idleSince;
  private long asleepSince;

  AdaptivePolling(LongSupplier clock, Duration bound) {
    this.clock = clock;
    this.bound = bound.toNanos();
  }

  /** Called after a look for work; returns whether to look again without blocking. */
  boolean goesOn(boolean foundWork) {
    if (bound == OFF) {
      return false;
    }
    if (foundWork) {
      idle = false;
      return true;
    }
    long now = clock.getAsLong();
    if (!idle) {
      idle = true;
      idleSince = now;
    }
    return now - idleSince < budget;
  }

  /** Called before the loop blocks. */
  void asleep() {
    if (bound != OFF) {
      asleepSince = clock.getAsLong();
    }
  }

  /** Called after the loop has blocked. */
  void awake() {
    if (bound == OFF) {
      return;
    }
    idle = false;
    if (clock.getAsLong() - asleepSince < bound) {
      budget = Math.min(bound, Math.max(2 * budget, bound / STEPS));
    } else {
      budget = budget < bound / STEPS ? 0 : budget / 2;
    }
  }
}
