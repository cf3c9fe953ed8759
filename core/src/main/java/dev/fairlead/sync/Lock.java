package dev.fairlead.sync;

import dev.fairlead.BrokenLockException;
import dev.fairlead.TaskInfo;
import dev.fairlead.internal.Interleaving;
import dev.fairlead.internal.Nanos;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.WaitList;
import dev.fairlead.internal.WaitNode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets one task at a time in, in the order in which they came.
 *
 * {@snippet file="LockSnippets.java" region="lock"}
 *
 * <p>The task that acquired it owns it, and only the owner may release it. It is not reentrant. A
 * task that ends while it owns a lock breaks it: who waits and who comes later gets a {@link
 * BrokenLockException} that names the task, instead of waiting for ever.
 */
public final class Lock implements Acquirable {

  /*
   * `state` says everything at once:
   *
   *   null            free
   *   a Task          owned by it; nobody waits
   *   this.queue      owned by queue.owner(); somebody waits, or has waited since the last release
   *   a Broken        the owner ended
   *
   * Free and owned-without-waiters change by one compare-and-set. Everything that has to do with
   * waiters happens under the lock of the queue, and while `state` is the queue nothing else changes
   * it. The owner changes from one task to the next inside a release, so nobody sees the lock free in
   * between.
   */
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Lock.class, "state", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final LockQueue queue = new LockQueue(this);
  private volatile @Nullable Object state;

  /** Why nobody can have the lock any more. */
  private record Broken(TaskInfo owner) {}

  /** Makes a free lock. */
  public Lock() {}

  /**
   * Acquires the lock, and waits for it if necessary. A checkpoint.
   *
   * @throws IllegalStateException if the task owns the lock already
   * @throws BrokenLockException if the owner ended without releasing it, also meanwhile
   */
  @Override
  public void acquire() {
    Task<?> task = Task.current();
    task.checkpoint();
    if (!STATE.compareAndSet(this, null, task)) {
      acquireInTurn(task, Nanos.NEVER);
    }
    task.took(queue);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the task owns the lock already
   * @throws BrokenLockException if the owner ended without releasing it
   */
  @Override
  public boolean tryAcquire() {
    return tryAcquire(Task.current());
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the task owns the lock already
   * @throws BrokenLockException if the owner ended without releasing it, also meanwhile
   */
  @Override
  public boolean tryAcquire(Duration limit) {
    Task<?> task = Task.current();
    task.checkpoint();
    if (tryAcquire(task)) {
      return true;
    }
    if (limit.compareTo(Duration.ZERO) <= 0) {
      return false;
    }
    boolean acquired = acquireInTurn(task, Nanos.after(task.engine().nanoTime(), limit));
    if (acquired) {
      task.took(queue);
    }
    return acquired;
  }

  private boolean tryAcquire(Task<?> task) {
    if (STATE.compareAndSet(this, null, task)) {
      task.took(queue);
      return true;
    }
    checkMayWait(task);
    return false;
  }

  private void checkMayWait(Task<?> task) {
    Object seen = state;
    if (seen instanceof Broken broken) {
      throw new BrokenLockException(broken.owner());
    }
    if (ownerIn(seen) == task) {
      throw new IllegalStateException(
          "task "
              + task.name()
              + " owns the lock already; it is not reentrant, so move the inner part into a method"
              + " that expects the lock to be held");
    }
  }

  private boolean acquireInTurn(Task<?> task, long untilNanos) {
    checkMayWait(task);
    var node = new WaitNode();
    boolean acquired = !enqueue(node, task) || queue.await(task, node, queue, untilNanos);
    if (acquired && ownerIn(state) != task) {
      checkMayWait(task);
    }
    return acquired;
  }

  /** Takes a place in the queue; returns false if there is nothing to wait for. */
  boolean enqueue(WaitNode node, Task<?> task) {
    queue.lock();
    try {
      Object seen = state;
      while (!(seen == queue || seen instanceof Broken)) {
        if (seen == null ? STATE.compareAndSet(this, null, task) : contend((Task<?>) seen)) {
          break;
        }
        seen = state;
      }
      if (state != queue) {
        queue.dismiss(); // One that let go before the queue spoke for it.
        return false;
      }
      queue.add(node);
      return true;
    } finally {
      queue.unlock();
    }
  }

  /** Makes the queue speak for the owner, so that its release looks there. */
  private boolean contend(Task<?> owner) {
    queue.appoint(owner);
    Interleaving.point();
    return STATE.compareAndSet(this, owner, queue);
  }

  /**
   * Releases the lock. If tasks wait, the first of them owns it when this returns. A broken lock
   * stays broken.
   *
   * @throws IllegalStateException if the task does not own the lock
   */
  @Override
  public void release() {
    Task<?> task = Task.current();
    Object seen = state;
    if (seen == task && STATE.compareAndSet(this, seen, null)) {
      task.givesBack(queue);
    } else {
      releaseInTurn(task);
    }
  }

  private void releaseInTurn(Task<?> task) {
    Object seen = state;
    if (ownerIn(seen) == task) {
      task.givesBack(queue);
      handOver();
    } else if (!(seen instanceof Broken)) {
      throw notOwner(task, "release");
    }
  }

  private void handOver() {
    queue.lock();
    WaitNode next;
    try {
      next = queue.takeNextOwner();
      if (next == null) {
        state = null;
      }
    } finally {
      queue.unlock();
    }
    if (next != null) {
      next.letRun();
    }
  }

  /** The owner has ended. */
  void breakFor(Task<?> task) {
    queue.lock();
    WaitNode woken;
    try {
      state = new Broken(task);
      queue.dismiss();
      woken = queue.takeAll();
    } finally {
      queue.unlock();
    }
    WaitList.letAllRun(woken);
    task.engine()
        .report(
            "task "
                + task.name()
                + " ended while it held a lock, which is broken now; release in a finally block, or"
                + " use lock.run(...)",
            null);
  }

  /** Whether a task owns the lock, or it is broken. */
  public boolean isLocked() {
    return state != null;
  }

  /** The task that owns the lock; empty if it is free or broken. */
  public Optional<TaskInfo> owner() {
    return Optional.ofNullable(ownerNow());
  }

  @Nullable Task<?> ownerNow() {
    return ownerIn(state);
  }

  /** Whether the current task owns the lock. */
  public boolean isHeldByCurrentTask() {
    Task<?> task = Task.currentOrNull();
    return task != null && ownerIn(state) == task;
  }

  /** Who owns the lock and who waits for it. */
  public LockStatistics statistics() {
    queue.lock();
    try {
      return new LockStatistics(
          isLocked(),
          owner(),
          queue.ownedFor(),
          queue.waiting(),
          queue.peak(),
          queue.longestWait());
    } finally {
      queue.unlock();
    }
  }

  /**
   * Acquires the lock although the task may be cancelled. Not a checkpoint.
   *
   * @param queued whether the place is in the queue already
   * @throws BrokenLockException if the owner ended without releasing it
   */
  void acquireShielded(Task<?> task, WaitNode node, boolean queued) {
    if (queued || enqueue(node, task)) {
      task.parkShielded(node, queue);
      queue.noteWait(task);
    }
    if (ownerIn(state) != task) {
      checkMayWait(task);
    }
    task.took(queue);
  }

  /** Throws unless the task owns the lock. */
  void ensureOwner(Task<?> task, String operation) {
    if (ownerIn(state) != task) {
      throw notOwner(task, operation);
    }
  }

  private IllegalStateException notOwner(Task<?> task, String operation) {
    return new IllegalStateException(
        operation
            + "() by task "
            + task.name()
            + ", but the lock is "
            + owner().map(owner -> "owned by task " + owner.name()).orElse("free")
            + "; only its owner may do that");
  }

  private static @Nullable Task<?> ownerIn(@Nullable Object seen) {
    return switch (seen) {
      case Task<?> task -> task;
      case LockQueue waiting -> waiting.owner();
      case null, default -> null;
    };
  }

  @Override
  public String toString() {
    Object seen = state;
    if (seen instanceof Broken broken) {
      return "lock, broken by the end of task " + broken.owner().name();
    }
    return "lock, " + owner().map(task -> "owned by task " + task.name()).orElse("free");
  }
}
