package dev.fairlead.sync;

import dev.fairlead.internal.Nanos;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.WaitList;
import dev.fairlead.internal.WaitNode;
import dev.fairlead.lowlevel.WaitReason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A number of permits that are taken and given back.
 *
 * {@snippet file="SemaphoreSnippets.java" region="semaphore"}
 *
 * <p>The number is bounded: by default there are never more permits than at the beginning, so one
 * release too many is an error and not a permit out of nothing. Permits belong to nobody: one task
 * may acquire and another release. {@link #tryAcquire()} and {@link #release} may be called from
 * any thread.
 */
public final class Semaphore implements Acquirable {

  /** A maximum that is never reached, for semaphores that count up. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  /*
   * `state` is the number of free permits, or QUEUED: there is none, and somebody waits, or has
   * waited until just now. Without waiters it changes by compare-and-set; while it is QUEUED only the
   * holder of the list's lock changes it. A release that finds waiters gives its permit to the first
   * of them, so nobody sees it free in between.
   */
  private static final int QUEUED = -1;

  private static final WaitReason REASON = () -> "a permit of a semaphore";

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Semaphore.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int max;
  private final WaitReason reason;
  private final Queue queue = new Queue(this);
  private volatile int state;

  private static final class Queue extends WaitList {
    private final Semaphore semaphore;

    Queue(Semaphore semaphore) {
      this.semaphore = semaphore;
    }

    @Override
    protected @Nullable WaitNode withdrawn() {
      if (isEmpty() && semaphore.state == QUEUED) {
        semaphore.state = 0;
      }
      return null;
    }
  }

  /**
   * Makes a semaphore with so many permits, and never more.
   *
   * @throws IllegalArgumentException if {@code permits} is less than 1
   */
  public Semaphore(int permits) {
    this(permits, permits);
  }

  /**
   * Makes a semaphore that begins with so many permits and may get more.
   *
   * @param max the most there may be, or {@link #UNBOUNDED}
   * @throws IllegalArgumentException if {@code permits} is negative, or {@code max} is less than
   *     {@code permits} or than 1
   */
  public Semaphore(int permits, int max) {
    this(permits, max, REASON);
  }

  Semaphore(int permits, int max, WaitReason reason) {
    if (permits < 0) {
      throw new IllegalArgumentException("permits must be at least 0: " + permits);
    }
    if (max < Math.max(1, permits)) {
      throw new IllegalArgumentException(
          "max must be at least 1 and at least the "
              + permits
              + " permits at the beginning: "
              + max);
    }
    this.max = max;
    this.state = permits;
    this.reason = reason;
  }

  @Override
  public void acquire() {
    Task<?> task = Task.current();
    task.checkpoint();
    if (!tryAcquire()) {
      acquireInTurn(task, Nanos.NEVER);
    }
  }

  @Override
  public boolean tryAcquire() {
    for (int free = state; free > 0; free = state) {
      if (STATE.compareAndSet(this, free, free - 1)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean tryAcquire(Duration limit) {
    Task<?> task = Task.current();
    task.checkpoint();
    return tryAcquire()
        || (limit.compareTo(Duration.ZERO) > 0
            && acquireInTurn(task, Nanos.after(task.engine().nanoTime(), limit)));
  }

  private boolean acquireInTurn(Task<?> task, long untilNanos) {
    var node = new WaitNode();
    return !enqueue(node) || queue.await(task, node, reason, untilNanos);
  }

  /** Takes a place in the queue; returns false if there was a permit to take. */
  private boolean enqueue(WaitNode node) {
    queue.lock();
    try {
      while (state != QUEUED && !STATE.compareAndSet(this, 0, QUEUED)) {
        if (tryAcquire()) {
          return false;
        }
      }
      queue.add(node);
      return true;
    } finally {
      queue.unlock();
    }
  }

  /**
   * Gives a permit back. If tasks wait, the first of them has it when this returns.
   *
   * @throws IllegalStateException if there would be more permits than the maximum
   */
  @Override
  public void release() {
    if (!addPermit()) {
      handOver();
    }
  }

  /** Adds a free permit; returns false if somebody waits for it. */
  private boolean addPermit() {
    for (int free = state; free != QUEUED; free = state) {
      if (free == max) {
        throw new IllegalStateException(
            "released once too often: all "
                + max
                + " permits are free; release only what was acquired, or give the semaphore a"
                + " higher max");
      }
      if (STATE.compareAndSet(this, free, free + 1)) {
        return true;
      }
    }
    return false;
  }

  private void handOver() {
    WaitNode next;
    queue.lock();
    try {
      next = state == QUEUED ? giveToFirst() : null;
      if (next == null) {
        addPermit();
      }
    } finally {
      queue.unlock();
    }
    if (next != null) {
      next.letRun();
    }
  }

  private @Nullable WaitNode giveToFirst() {
    WaitNode next = queue.takeFirst();
    if (queue.isEmpty()) {
      state = 0;
    }
    return next;
  }

  /** The number of free permits. */
  public int availablePermits() {
    return Math.max(0, state);
  }

  /** The most permits there may be. */
  public int maxPermits() {
    return max;
  }

  /** Who waits. */
  public SemaphoreStatistics statistics() {
    queue.lock();
    try {
      return new SemaphoreStatistics(
          availablePermits(), max, queue.waiting(), queue.peak(), queue.longestWait());
    } finally {
      queue.unlock();
    }
  }

  @Override
  public String toString() {
    return "semaphore, " + availablePermits() + " permits free";
  }
}
