package dev.fairlead.sync;

import dev.fairlead.TaskInfo;
import dev.fairlead.internal.Holding;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.WaitList;
import dev.fairlead.internal.WaitNode;
import dev.fairlead.lowlevel.WaitReason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who waits for a lock, for whom; and what the owner is known to hold. */
final class LockQueue extends WaitList implements WaitReason, Holding {

  /*
   * The owner is read without this list's lock, and together with the state of the lock in two
   * steps. So it is right before the state becomes the queue; and the next owner stands there before
   * its wait is decided, since it runs from that moment on if it has not parked yet.
   */

  // Not yet: the owner has not run since it was woken, and would have to look at the clock for it.
  private static final long UNKNOWN = Long.MIN_VALUE;

  private static final VarHandle OWNER_SINCE;

  static {
    try {
      OWNER_SINCE = MethodHandles.lookup().findVarHandle(LockQueue.class, "ownerSince", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Lock lock;
  private volatile @Nullable Task<?> owner; // set under this list's lock
  private volatile long ownerSince; // on the clock of the owner's runtime, or UNKNOWN

  LockQueue(Lock lock) {
    this.lock = lock;
  }

  // ---- the owner, while the queue speaks for it

  @Nullable Task<?> owner() {
    return owner;
  }

  /** Notes who owns the lock, before the queue speaks for it. Under this list's lock. */
  void appoint(Task<?> task) {
    owner = task;
    ownerSince = task.engine().nanoTime();
  }

  /** Makes the first whose wait nothing has ended the owner, or nobody. Under this list's lock. */
  @Nullable WaitNode takeNextOwner() {
    for (WaitNode node = first(); node != null; node = first()) {
      owner = (Task<?>) node.task();
      OWNER_SINCE.setOpaque(this, UNKNOWN);
      remove(node);
      if (node.take()) {
        return node;
      }
    }
    dismiss();
    return null;
  }

  @Override
  protected void waitEnded(Task<?> task, long nanos) {
    if (owner == task) {
      OWNER_SINCE.setOpaque(this, nanos);
    }
  }

  /** Nobody owns the lock. Under this list's lock. */
  void dismiss() {
    owner = null;
  }

  /** For how long others are known to wait for the owner. Under this list's lock. */
  Duration ownedFor() {
    Task<?> task = owner;
    long since = ownerSince;
    return task == null || since == UNKNOWN || isEmpty()
        ? Duration.ZERO
        : Duration.ofNanos(task.engine().nanoTime() - since);
  }

  // ---- what others are told

  @Override
  public void ownerEnded(Task<?> task) {
    lock.breakFor(task);
  }

  @Override
  public String describe() {
    return "a lock" + lock.owner().map(task -> " held by task " + task.name()).orElse("");
  }

  /** Under the lock: a task that is being made the owner still waits, and not for itself. */
  @Override
  public List<TaskInfo> awaitedTasks() {
    lock();
    try {
      return lock.owner().stream().toList();
    } finally {
      unlock();
    }
  }
}
