package dev.fairlead.internal.loop;

import dev.fairlead.lowlevel.Reactor;
import dev.fairlead.lowlevel.Timer;

/** A backend with loops of ours, where whoever needs a timer can be one. */
interface LoopReactor extends Reactor {

  /** The timers of the loop that suits the caller. */
  LoopTimers timers();

  @Override
  default Timer newTimer(Runnable onExpiry) {
    return timers().newTimer(onExpiry);
  }
}
