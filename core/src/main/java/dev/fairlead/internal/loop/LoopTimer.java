package dev.fairlead.internal.loop;

import dev.fairlead.lowlevel.Timer;

/**
 * A timer that is its own link in the wheel of a loop, so that arming it allocates nothing. What
 * needs one of its own extends this and needs no second object.
 */
public abstract class LoopTimer extends TimerWheel.Node implements Timer, Runnable {

  private final Timers timers;

  /** Takes where it is to be armed. */
  protected LoopTimer(Timers timers) {
    this.timers = timers;
  }

  /** Called by the loop once the timer has expired. Never blocks. */
  @Override
  public abstract void run();

  @Override
  public final void arm(long nanos) {
    timers.arm(this, nanos);
  }

  @Override
  public final void disarm() {
    timers.disarm(this);
  }
}
