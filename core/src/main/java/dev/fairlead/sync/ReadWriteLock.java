package dev.fairlead.sync;

import dev.fairlead.BrokenLockException;
import dev.fairlead.TaskInfo;
import dev.fairlead.internal.Holding;
import dev.fairlead.internal.Nanos;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.WaitList;
import dev.fairlead.internal.WaitNode;
import dev.fairlead.lowlevel.WaitReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets in several tasks that read, or one that writes.
 *
 * {@snippet file="ReadWriteLockSnippets.java" region="lock"}
 *
 * <p>Tasks are served in the order in which they came: a reader that comes behind a waiting writer
 * waits too, so neither side starves. It is not reentrant, and a reader cannot become a writer. A
 * task that ends while it is inside breaks the lock, see {@link BrokenLockException}.
 */
public final class ReadWriteLock {

  private final Queue queue = new Queue(this);
  private final Side read = new Side(this, false);
  private final Side write = new Side(this, true);

  // Under the lock of the queue.
  private final List<Task<?>> readers = new ArrayList<>(4);
  private @Nullable Task<?> writer;
  private @Nullable TaskInfo endedInside;

  /** A task that wants to get in. */
  private static final class Request extends WaitNode {
    private final boolean writes;

    Request(boolean writes) {
      this.writes = writes;
    }
  }

  private static final class Queue extends WaitList implements WaitReason, Holding {
    private final ReadWriteLock lock;

    Queue(ReadWriteLock lock) {
      this.lock = lock;
    }

    @Override
    protected @Nullable WaitNode withdrawn() {
      return lock.letIn();
    }

    @Override
    public void ownerEnded(Task<?> owner) {
      lock.breakFor(owner);
    }

    @Override
    public String describe() {
      return "a " + lock;
    }

    @Override
    public List<TaskInfo> awaitedTasks() {
      return lock.statistics().inside();
    }
  }

  /**
   * One of the two ways in.
   *
   * {@snippet file="ReadWriteLockSnippets.java" region="lock"}
   */
  public static final class Side implements Acquirable {
    private final ReadWriteLock lock;
    private final boolean writes;

    private Side(ReadWriteLock lock, boolean writes) {
      this.lock = lock;
      this.writes = writes;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the task is inside already
     * @throws BrokenLockException if a task ended inside, also meanwhile
     */
    @Override
    public void acquire() {
      Task<?> task = Task.current();
      task.checkpoint();
      lock.enter(task, writes, Nanos.NEVER);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the task is inside already
     * @throws BrokenLockException if a task ended inside
     */
    @Override
    public boolean tryAcquire() {
      return lock.tryEnter(Task.current(), writes);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the task is inside already
     * @throws BrokenLockException if a task ended inside, also meanwhile
     */
    @Override
    public boolean tryAcquire(Duration limit) {
      Task<?> task = Task.current();
      task.checkpoint();
      if (limit.compareTo(Duration.ZERO) <= 0) {
        return lock.tryEnter(task, writes);
      }
      return lock.enter(task, writes, Nanos.after(task.engine().nanoTime(), limit));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the task did not get in this way
     */
    @Override
    public void release() {
      lock.leave(Task.current(), writes);
    }

    @Override
    public Permit hold() {
      acquire();
      return HeldPermit.ofTask(Task.current(), this::release);
    }

    @Override
    public String toString() {
      return (writes ? "writing side of a " : "reading side of a ") + lock;
    }
  }

  /** Makes a lock with nobody inside. */
  public ReadWriteLock() {}

  /** The way in for those who only read. */
  public Side read() {
    return read;
  }

  /** The way in for those who write. */
  public Side write() {
    return write;
  }

  private boolean tryEnter(Task<?> task, boolean writes) {
    queue.lock();
    try {
      ensureMayEnter(task);
      if (!isOpenTo(writes) || !queue.isEmpty()) {
        return false;
      }
      admit(task, writes);
    } finally {
      queue.unlock();
    }
    task.took(queue);
    return true;
  }

  private boolean enter(Task<?> task, boolean writes, long untilNanos) {
    Request request = requestUnlessAdmitted(task, writes);
    if (request != null) {
      if (!queue.await(task, request, queue, untilNanos)) {
        return false;
      }
      ensureAdmitted(task);
    }
    task.took(queue);
    return true;
  }

  private @Nullable Request requestUnlessAdmitted(Task<?> task, boolean writes) {
    queue.lock();
    try {
      ensureMayEnter(task);
      if (isOpenTo(writes) && queue.isEmpty()) {
        admit(task, writes);
        return null;
      }
      var request = new Request(writes);
      queue.add(request);
      return request;
    } finally {
      queue.unlock();
    }
  }

  private void ensureMayEnter(Task<?> task) {
    TaskInfo ended = endedInside;
    if (ended != null) {
      throw new BrokenLockException(ended);
    }
    if (isInside(task)) {
      throw new IllegalStateException(
          "task "
              + task.name()
              + " is inside the read-write lock already; it is not reentrant, and a reader must"
              + " leave before it can write");
    }
  }

  private void ensureAdmitted(Task<?> task) {
    queue.lock();
    try {
      if (!isInside(task)) {
        ensureMayEnter(task);
      }
    } finally {
      queue.unlock();
    }
  }

  private boolean isInside(Task<?> task) {
    return writer == task || readers.contains(task);
  }

  private boolean isOpenTo(boolean writes) {
    return writer == null && (!writes || readers.isEmpty());
  }

  private void admit(Task<?> task, boolean writes) {
    if (writes) {
      writer = task;
    } else {
      readers.add(task);
    }
  }

  private void leave(Task<?> task, boolean writes) {
    WaitNode next;
    queue.lock();
    try {
      if (endedInside != null) {
        task.givesBack(queue); // Nobody is inside any more, so its end breaks nothing.
        return;
      }
      boolean wasInside = writes ? writer == task : readers.remove(task);
      if (!wasInside) {
        throw new IllegalStateException(
            "release() by task "
                + task.name()
                + ", which does not "
                + (writes ? "write" : "read")
                + "; release the side that was acquired, once");
      }
      if (writes) {
        writer = null;
      }
      task.givesBack(queue);
      next = letIn();
    } finally {
      queue.unlock();
    }
    WaitList.letAllRun(next);
  }

  /** Lets in who waits longest, and those behind who may come in at the same time. */
  private @Nullable WaitNode letIn() {
    var admitted = new WaitList.Chain();
    for (WaitNode first = queue.first(); first != null; first = queue.first()) {
      Request request = (Request) first;
      if (!isOpenTo(request.writes)) {
        break;
      }
      queue.remove(request);
      if (request.take()) {
        admit((Task<?>) request.task(), request.writes);
        admitted.add(request);
      }
    }
    return admitted.first();
  }

  private void breakFor(Task<?> owner) {
    WaitNode woken;
    queue.lock();
    try {
      endedInside = owner;
      writer = null;
      readers.clear();
      woken = queue.takeAll();
    } finally {
      queue.unlock();
    }
    WaitList.letAllRun(woken);
    owner
        .engine()
        .report(
            "task "
                + owner.name()
                + " ended inside a read-write lock, which is broken now; release in a finally"
                + " block, or use read().run(...) and write().run(...)",
            null);
  }

  /** Who is inside and who waits. */
  public ReadWriteLockStatistics statistics() {
    queue.lock();
    try {
      Task<?> writing = writer;
      List<TaskInfo> inside = writing == null ? List.copyOf(readers) : List.of(writing);
      return new ReadWriteLockStatistics(
          writer != null, inside, queue.waiting(), queue.peak(), queue.longestWait());
    } finally {
      queue.unlock();
    }
  }

  private @Nullable TaskInfo endedInside() {
    queue.lock();
    try {
      return endedInside;
    } finally {
      queue.unlock();
    }
  }

  @Override
  public String toString() {
    ReadWriteLockStatistics now = statistics();
    TaskInfo ended = endedInside();
    if (ended != null) {
      return "read-write lock, broken by the end of task " + ended.name();
    }
    return "read-write lock, "
        + (now.writing()
            ? "written by task " + now.inside().getFirst().name()
            : now.inside().size() + " reading");
  }
}
