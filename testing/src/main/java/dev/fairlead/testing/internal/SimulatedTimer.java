package dev.fairlead.testing.internal;

import dev.fairlead.lowlevel.Timer;

/** A timer on simulated time. */
final class SimulatedTimer extends Ready implements Timer {

  static final long UNARMED = Long.MAX_VALUE;

  private final Scheduler scheduler;
  private final Runnable onExpiry;
  private final int owner;

  // Baton only.
  long dueNanos = UNARMED;
  long order;
  int heapPosition = -1;

  SimulatedTimer(Scheduler scheduler, Runnable onExpiry, int owner) {
    this.scheduler = scheduler;
    this.onExpiry = onExpiry;
    this.owner = owner;
  }

  @Override
  public void arm(long nanos) {
    scheduler.withBaton(() -> scheduler.arm(this, nanos));
  }

  @Override
  public void disarm() {
    scheduler.withBaton(() -> scheduler.arm(this, UNARMED));
  }

  int owner() {
    return owner;
  }

  void expire() {
    onExpiry.run();
  }
}
