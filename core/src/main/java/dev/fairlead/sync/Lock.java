package dev.fairlead.sync;

import dev.fairlead.BrokenLockException;
import dev.fairlead.TaskInfo;
import dev.fairlead.internal.Holding;
import dev.fairlead.internal.Interleaving;
import dev.fairlead.internal.Nanos;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.WaitList;
import dev.fairlead.internal.WaitNode;
import dev.fairlead.lowlevel.WaitReason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
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
   *   this.queue      owned by queue.owner; somebody waits, or has waited until just now
   *   a Broken        the owner ended
   *
   * Free and owned-without-waiters change by one compare-and-set. Everything that has to do with
   * waiters happens under the lock of the queue, and while `state` is the queue nothing else changes
   * it. The owner changes from one task to the next inside a release, so nobody sees the lock free in
   * between.
   *
   * `queue.owner` is read without that lock, and together with `state` in two steps. So it is right
   * before `state` becomes the queue and stays right when `state` stops being it; and the next owner
   * stands there before its wait is decided, since it runs from that moment on if it has not parked
   * yet.
   */
  private static final VarHandle STATE;
  private static final VarHandle OWNER_SINCE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STATE = lookup.findVarHandle(Lock.class, "state", Object.class);
      OWNER_SINCE = lookup.findVarHandle(Queue.class, "ownerSince", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Queue queue = new Queue(this);
  private volatile @Nullable Object state;

  /** Why nobody can have the lock any more. */
  private record Broken(TaskInfo owner) {}

  /** Who waits, for whom; and what the owner is known to hold. */
  private static final class Queue extends WaitList implements WaitReason, Holding {
    // Not yet: the owner has not run since it was woken, and would have to look at the clock for
    // it.
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final Lock lock;
    private volatile @Nullable Task<?> owner; // set under this list's lock
    private volatile long ownerSince; // on the clock of the owner's runtime, or UNKNOWN

    Queue(Lock lock) {
      this.lock = lock;
    }

    @Override
    protected @Nullable WaitNode withdrawn() {
      if (isEmpty() && lock.state == this) {
        lock.leaveQueue(owner);
      }
      return null;
    }

    void appoint(Task<?> task) {
      owner = task;
      ownerSince = task.engine().nanoTime();
    }

    void appointNext(Task<?> task) {
      owner = task;
      OWNER_SINCE.setOpaque(this, UNKNOWN);
    }

    @Override
    protected void waitEnded(Task<?> task, long nanos) {
      if (owner == task) {
        OWNER_SINCE.setOpaque(this, nanos);
      }
    }

    /**
     * Lets go of a task that has released the lock while nobody waited. Under this list's lock:
     * else it could take away the owner that another task has just set for {@link Lock#contend},
     * which would succeed if the task then owned the lock again. And not while the queue speaks for
     * the owner: a task that gave the lock up to wait for a condition may have been signalled, and
     * own it again, before it comes here.
     */
    void forget(Task<?> task) {
      if (owner == task) {
        lock();
        try {
          owner = owner == task && lock.state != this ? null : owner;
        } finally {
          unlock();
        }
      }
    }

    /** For how long the owner is known to hold the lock. Under this list's lock. */
    Duration ownedFor() {
      Task<?> task = owner;
      long since = ownerSince;
      return task == null || since == UNKNOWN || ownerIn(lock.state) != task
          ? Duration.ZERO
          : Duration.ofNanos(task.engine().nanoTime() - since);
    }

    @Override
    public void ownerEnded(Task<?> task) {
      lock.breakFor(task);
    }

    @Override
    public String describe() {
      return "a lock" + lock.owner().map(task -> " held by task " + task.name()).orElse("");
    }

    @Override
    public List<TaskInfo> awaitedTasks() {
      return lock.owner().stream().toList();
    }
  }

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
    if (state == task && STATE.compareAndSet(this, task, null)) {
      task.givesBack(queue);
      queue.forget(task);
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
      next = decideFirst();
      if (next == null) {
        leaveQueue(null);
      } else if (queue.isEmpty()) {
        leaveQueue(next.task());
      }
    } finally {
      queue.unlock();
    }
    if (next != null) {
      next.letRun();
    }
  }

  private @Nullable WaitNode decideFirst() {
    for (WaitNode node = queue.first(); node != null; node = queue.first()) {
      queue.appointNext((Task<?>) node.task());
      queue.remove(node);
      if (node.take()) {
        return node;
      }
    }
    return null;
  }

  private void leaveQueue(@Nullable Object next) {
    state = next;
    if (!(next instanceof Task)) {
      queue.owner = null;
    }
  }

  private void breakFor(Task<?> task) {
    queue.lock();
    WaitNode woken;
    try {
      leaveQueue(new Broken(task));
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
    return Optional.ofNullable(ownerIn(state));
  }

  /** Whether the current task owns the lock. */
  public boolean isHeldByCurrentTask() {
    return ownerIn(state) == Task.currentOrNull() && state != null;
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
      case Queue waiting -> waiting.owner;
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
