package dev.fairlead.sync;

import dev.fairlead.BrokenLockException;
import dev.fairlead.Cancelled;
import dev.fairlead.internal.Nanos;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.WaitList;
import dev.fairlead.internal.WaitNode;
import dev.fairlead.lowlevel.WaitReason;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Lets the owner of a lock wait for a change of what the lock guards.
 *
 * {@snippet file="ConditionSnippets.java" region="condition"}
 *
 * <p>Waiting releases the lock, and acquires it again before it returns or throws, whatever is
 * cancelled meanwhile. Those who are signalled get the lock in the order of the signals. A waiter
 * that is cancelled before it is signalled takes no signal away from the others. Whoever waits or
 * signals must own the lock; it does not matter whether it acquired the condition or the lock.
 */
public final class Condition implements Acquirable {

  private static final WaitReason REASON = () -> "a condition to be signalled";

  private final Lock lock;
  private final WaitList waiters = new WaitList();

  /** A place among those who wait for a signal, and one in the queue of the lock for afterwards. */
  private static final class Place extends WaitNode {
    private final WaitNode relock = new WaitNode();
  }

  /** Makes a condition with a lock of its own. */
  public Condition() {
    this(new Lock());
  }

  /** Makes a condition of a lock; a lock can have several. */
  public Condition(Lock lock) {
    this.lock = lock;
  }

  /** The lock. */
  public Lock lock() {
    return lock;
  }

  @Override
  public void acquire() {
    lock.acquire();
  }

  @Override
  public boolean tryAcquire() {
    return lock.tryAcquire();
  }

  @Override
  public boolean tryAcquire(Duration limit) {
    return lock.tryAcquire(limit);
  }

  @Override
  public void release() {
    lock.release();
  }

  /**
   * Waits for a signal. A checkpoint; the lock is released only after it has looked for a
   * cancellation.
   *
   * @throws IllegalStateException if the task does not own the lock
   * @throws BrokenLockException if another task ended as the owner meanwhile
   */
  public void await() {
    await(Nanos.NEVER);
  }

  /**
   * Waits for a signal, for a while at most. A checkpoint. The time to get the lock back is not
   * limited.
   *
   * @return whether it was signalled in time
   * @throws IllegalStateException if the task does not own the lock
   * @throws BrokenLockException if another task ended as the owner meanwhile
   */
  public boolean tryAwait(Duration limit) {
    return await(Nanos.after(Task.current().engine().nanoTime(), limit));
  }

  /**
   * Waits until something is true that the lock guards. A checkpoint, also if it is true already.
   *
   * @param condition is called by the owner of the lock, first of all and after each signal
   * @throws IllegalStateException if the task does not own the lock
   * @throws BrokenLockException if another task ended as the owner meanwhile
   */
  public void awaitUntil(BooleanSupplier condition) {
    awaitUntil(condition, Nanos.NEVER);
  }

  /**
   * As {@link #awaitUntil}, for a while at most. It looks at the condition before it looks at the
   * time.
   *
   * @return whether the condition is true
   */
  public boolean tryAwaitUntil(BooleanSupplier condition, Duration limit) {
    return awaitUntil(condition, Nanos.after(Task.current().engine().nanoTime(), limit));
  }

  private boolean awaitUntil(BooleanSupplier condition, long untilNanos) {
    Task<?> task = Task.current();
    lock.ensureOwner(task, "await");
    task.checkpoint();
    boolean holds = condition.getAsBoolean();
    while (!holds && await(untilNanos)) {
      holds = condition.getAsBoolean();
    }
    return holds || condition.getAsBoolean();
  }

  private boolean await(long untilNanos) {
    Task<?> task = Task.current();
    lock.ensureOwner(task, "await");
    task.checkpoint();
    var place = new Place();
    enqueue(place);
    lock.release();
    boolean signalled;
    try {
      signalled = waiters.await(task, place, REASON, untilNanos);
    } catch (Cancelled cancelled) {
      reacquireAfter(cancelled, task, place);
      throw cancelled;
    }
    lock.acquireShielded(task, place.relock, signalled);
    return signalled;
  }

  private void enqueue(Place place) {
    waiters.lock();
    try {
      waiters.add(place);
    } finally {
      waiters.unlock();
    }
  }

  private void reacquireAfter(Cancelled cancelled, Task<?> task, Place place) {
    try {
      lock.acquireShielded(task, place.relock, false);
    } catch (BrokenLockException e) {
      cancelled.addSuppressed(e);
    }
  }

  /**
   * Wakes the task that waits longest, if there is one; it goes on once it has the lock.
   *
   * @throws IllegalStateException if the task does not own the lock
   */
  public void signal() {
    signal(1);
  }

  /**
   * Wakes so many of the tasks that wait longest, or as many as there are.
   *
   * @throws IllegalStateException if the task does not own the lock
   */
  public void signal(int count) {
    lock.ensureOwner(Task.current(), "signal");
    for (int i = 0; i < count && signalFirst(); i++) {}
  }

  /**
   * Wakes all tasks that wait; they go on one after another as they get the lock.
   *
   * @throws IllegalStateException if the task does not own the lock
   */
  public void signalAll() {
    signal(Integer.MAX_VALUE);
  }

  private boolean signalFirst() {
    Place first;
    waiters.lock();
    try {
      first = (Place) waiters.takeFirst();
    } finally {
      waiters.unlock();
    }
    if (first == null) {
      return false;
    }
    // In the queue of the lock before it runs, so that the order of the signals is kept.
    lock.enqueue(first.relock, (Task<?>) first.task());
    first.letRun();
    return true;
  }

  /** Who waits, and how the lock stands. */
  public ConditionStatistics statistics() {
    waiters.lock();
    try {
      return new ConditionStatistics(waiters.waiting(), waiters.peak(), lock.statistics());
    } finally {
      waiters.unlock();
    }
  }

  @Override
  public String toString() {
    return "condition of a " + lock;
  }
}
