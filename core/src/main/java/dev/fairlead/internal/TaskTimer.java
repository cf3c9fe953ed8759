package dev.fairlead.internal;

import dev.fairlead.lowlevel.Timer;
import dev.fairlead.lowlevel.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * The one timer of a task. It serves all deadlines of the task's scopes and its sleep.
 *
 * <p>The timer is armed for a reading at or before the earliest thing due. When it expires early,
 * it looks what is really due next and arms itself again. So a deadline that is set and removed
 * around each of a million receives costs a comparison with {@link #armedAt}, and the timer moves
 * once per length of the deadline.
 *
 * <p>Nothing is missed: a task links its scope before it reads {@code armedAt}, an expiry clears
 * {@code armedAt} before it reads the scopes, so one of them sees the other.
 */
final class TaskTimer implements Runnable {

  private final Task<?> task;
  private final Timer timer;

  private volatile long armedAt = Nanos.NEVER; // written under this object's monitor

  // Written by the task, read by the loop. A limit belongs to the wait that is set after it.
  private volatile long limitNanos = Nanos.NEVER;
  private volatile @Nullable Waiter limited;

  TaskTimer(Task<?> task) {
    this.task = task;
    this.timer = task.engine().reactor().newTimer(this);
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
      timer.arm(nanos);
    }
  }

  /** Limits the wait that the task is about to begin. */
  void limit(Waiter waiter, long nanos) {
    limitNanos = nanos;
    limited = waiter;
    armFor(nanos);
  }

  /** Ends what {@link #limit} began. */
  void unlimit() {
    limited = null;
  }

  void stop() {
    if (armedAt != Nanos.NEVER) {
      timer.disarm();
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

  @SuppressWarnings("ReferenceEquality") // The very same wait as before.
  private long expireLimit(long now) {
    Waiter waiter = limited;
    long due = limitNanos;
    if (waiter == null || waiter != limited) {
      return Nanos.NEVER;
    }
    if (due > now) {
      return due;
    }
    Access.waiters().expire(waiter);
    return Nanos.NEVER;
  }
}
