package dev.fairlead.internal.loop;

import dev.fairlead.internal.Nanos;
import dev.fairlead.lowlevel.Timer;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The timers of one loop. Any thread arms and disarms them, the loop runs what is due. */
final class LoopTimers {

  // 2^17 ns = 131 us: a timer is late by less than the wake-up of a sleeping thread varies.
  private static final int TICK_BITS = 17;
  private static final long TICK_MASK = (1L << TICK_BITS) - 1;
  private static final int BATCH = 64;

  // Rounding up must not overflow; nobody will see the difference in 292 years.
  private static final long LATEST = Nanos.NEVER - TICK_MASK - 1;

  // Any thread. Under the lock nothing waits and no action runs.
  private final ReentrantLock lock = new ReentrantLock();
  private final Runnable wakeLoop;

  // Guarded by the lock.
  private final TimerWheel wheel = new TimerWheel();

  // Written under the lock, read by any thread: nothing is due before.
  private volatile long next = Nanos.NEVER;

  // Loop thread only.
  private final TimerWheel.@Nullable Node[] due = new TimerWheel.Node[BATCH];

  /** Takes what gets the loop out of a sleep that would last too long now. */
  LoopTimers(Runnable wakeLoop) {
    this.wakeLoop = wakeLoop;
  }

  Timer newTimer(Runnable onExpiry) {
    return new LoopTimer(this, onExpiry);
  }

  /** The reading of the clock before which nothing is due. */
  long next() {
    return next;
  }

  /** Runs what is due; returns whether anything was. Loop thread only. */
  boolean expire(long now) {
    if (now < next) {
      return false;
    }
    boolean any = false;
    int taken;
    do {
      taken = takeDue(now);
      for (int i = 0; i < taken; i++) {
        run((LoopTimer) due[i]);
        due[i] = null;
      }
      any |= taken > 0;
    } while (taken == BATCH);
    return any;
  }

  private static void run(@Nullable LoopTimer timer) {
    if (timer != null) {
      Guarded.run(timer.onExpiry, "timer");
    }
  }

  private int takeDue(long now) {
    lock.lock();
    try {
      int taken = wheel.takeDue(now >> TICK_BITS, due);
      next = readingOf(wheel.nextTick());
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void arm(LoopTimer timer, long nanos) {
    boolean earliest;
    lock.lock();
    try {
      wheel.remove(timer);
      wheel.add(timer, tickOf(nanos));
      long first = readingOf(wheel.nextTick());
      earliest = first < next;
      if (earliest) {
        next = first;
      }
    } finally {
      lock.unlock();
    }
    if (earliest) {
      wakeLoop.run();
    }
  }

  private void disarm(LoopTimer timer) {
    lock.lock();
    try {
      wheel.remove(timer);
    } finally {
      lock.unlock();
    }
  }

  /** The first tick that does not begin before the reading, so that no timer is early. */
  private static long tickOf(long nanos) {
    return (nanos >> TICK_BITS) + ((nanos & TICK_MASK) == 0 ? 0 : 1);
  }

  private static long readingOf(long tick) {
    return tick == TimerWheel.NEVER ? Nanos.NEVER : tick << TICK_BITS;
  }

  /** A timer that is its own link in the wheel, so that arming it allocates nothing. */
  private static final class LoopTimer extends TimerWheel.Node implements Timer {
    private final LoopTimers timers;
    private final Runnable onExpiry;

    LoopTimer(LoopTimers timers, Runnable onExpiry) {
      this.timers = timers;
      this.onExpiry = onExpiry;
    }

    @Override
    public void arm(long nanos) {
      if (nanos > LATEST) {
        disarm();
      } else {
        timers.arm(this, nanos);
      }
    }

    @Override
    public void disarm() {
      timers.disarm(this);
    }
  }
}
