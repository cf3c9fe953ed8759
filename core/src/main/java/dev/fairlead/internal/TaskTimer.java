package dev.fairlead.internal;

import dev.fairlead.internal.loop.LoopTimer;
import dev.fairlead.internal.loop.Timers;
import dev.fairlead.lowlevel.Waiter;

/**
 * The one timer of a task. It serves all deadlines of the task's scopes and the limit of its wait.
 *
 * <p>The timer is armed for a reading at or before the earliest thing due. When it expires early,
 * it looks what is really due next and arms itself again. So a deadline that is set and removed
 * around each of a million receives costs a comparison with {@link #armedAt}, and the timer moves
 * once per length of the deadline.
 *
 * <p>Nothing is missed: a task links its scope, or says what it waits for and until when, before it
 * reads {@code armedAt}; an expiry clears {@code armedAt} before it reads those. So one of them
 * sees the other.
 *
 * <p>Nothing is left behind: the end of the task says so before it looks whether the timer is
 * armed; whoever arms it looks afterwards whether the task has ended.
 *
 * <p>Nothing is mistaken: the limit is set inside its wait and taken back there. An expiry that saw
 * an earlier wait and finds the limit of a later one ends what has ended already.
 */
final class TaskTimer extends LoopTimer {

  private final Task<?> task;

  private volatile long armedAt = Nanos.NEVER; // written under this object's monitor
  private volatile long limitNanos = Nanos.NEVER; // written by the task, while it waits
  private volatile boolean stopped; // written by the task, at its end

  TaskTimer(Task<?> task) {
    super(Timers.of(task.engine().reactor()));
    this.task = task;
  }

  boolean isArmedFor(long nanos) {
    return armedAt <= nanos;
  }

  /** Makes sure that the timer expires at the reading or before. */
  void armFor(long nanos) {
    if (nanos < armedAt) {
      armEarlier(nanos);
    }
  }

  private synchronized void armEarlier(long nanos) {
    if (nanos < armedAt) {
      armedAt = nanos;
      arm(nanos);
      if (stopped) {
        disarm();
      }
    }
  }

  /** Limits the wait that the task has begun. */
  void limit(long nanos) {
    limitNanos = nanos;
    armFor(nanos);
  }

  long limitNanos() {
    return limitNanos;
  }

  /** Ends what {@link #limit} began, before the wait ends. */
  void unlimit() {
    limitNanos = Nanos.NEVER;
  }

  void stop() {
    stopped = true;
    if (armedAt != Nanos.NEVER) {
      disarm();
    }
  }

  @Override
  public void run() {
    synchronized (this) {
      armedAt = Nanos.NEVER;
    }
    if (task.hasEnded()) {
      return;
    }
    long now = task.engine().nanoTime();
    long next = expireLimit(now);
    for (Scope scope = task.rootScope(); scope != null; scope = scope.inner()) {
      next = Math.min(next, scope.expire(now));
    }
    armFor(next);
  }

  private long expireLimit(long now) {
    Waiter waiter = task.waiting(); // Before the limit, see above.
    long due = limitNanos;
    if (waiter == null || waiter instanceof Interrupts.ForeignWait) {
      return Nanos.NEVER;
    }
    if (due > now) {
      return due;
    }
    Access.waiters().expire(waiter);
    return Nanos.NEVER;
  }
}
