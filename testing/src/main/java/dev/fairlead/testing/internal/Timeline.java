package dev.fairlead.testing.internal;

/** The time of a simulation, and what is due when. Needs the baton, but for the reading. */
final class Timeline {

  private final Ready.Pool ready;
  private final TimerHeap timers = new TimerHeap();
  private volatile long now; // read by any thread

  /** Timers that are due go into the pool. */
  Timeline(Ready.Pool ready) {
    this.ready = ready;
  }

  long now() {
    return now;
  }

  /** Jumps to the next timer, and lets everything that is due then be chosen from. */
  boolean advance() {
    if (timers.isEmpty()) {
      return false;
    }
    now = Math.max(now, timers.first().dueNanos);
    readyDueTimers();
    return true;
  }

  private void readyDueTimers() {
    while (!timers.isEmpty() && timers.first().dueNanos <= now) {
      SimulatedTimer timer = timers.first();
      timers.remove(timer);
      ready.add(timer);
    }
  }

  void arm(SimulatedTimer timer, long dueNanos) {
    if (timer.heapPosition >= 0) {
      timers.remove(timer);
    }
    if (timer.isReady()) {
      ready.remove(timer);
    }
    if (dueNanos != SimulatedTimer.UNARMED) {
      timers.add(timer, dueNanos);
      readyDueTimers();
    }
  }
}
