package dev.fairlead.internal.loop;

import dev.fairlead.internal.Nanos;
import dev.fairlead.lowlevel.Timer;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The timers of one loop. Any thread arms and disarms them, the loop runs what is due. */
final class LoopTimers implements Timers {

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
    return new ActionTimer(this, onExpiry);
  }

  /** The reading of the clock before which nothing is due. */
  long next() {
    return next;
  }

  /** As {@link #next}, but leaves out timers that were taken back. Loop thread only. */
  long lookUpNext() {
    lock.lock();
    try {
      next = readingOf(wheel.nextTick());
      return next;
    } finally {
      lock.unlock();
    }
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
      Guarded.run(timer, "timer");
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

  @Override
  public void arm(LoopTimer timer, long nanos) {
    if (nanos > LATEST) {
      disarm(timer);
    } else if (moveTo(timer, tickOf(nanos))) {
      wakeLoop.run();
    }
  }

  /** Returns whether the loop must look again earlier than it would have. */
  private boolean moveTo(LoopTimer timer, long tick) {
    lock.lock();
    try {
      wheel.remove(timer);
      wheel.add(timer, tick);
      long first = readingOf(wheel.nextTick());
      boolean earliest = first < next;
      if (earliest) {
        next = first;
      }
      return earliest;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void disarm(LoopTimer timer) {
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

  /** A timer with an action that is another object. */
  private static final class ActionTimer extends LoopTimer {
    private final Runnable onExpiry;

    ActionTimer(LoopTimers timers, Runnable onExpiry) {
      super(timers);
      this.onExpiry = onExpiry;
    }

    @Override
    public void run() {
      onExpiry.run();
    }

    @Override
    public String toString() {
      return onExpiry.toString();
    }
  }
}
