package dev.fairlead.lowlevel;

import dev.fairlead.Deadline;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.WaitList;
import dev.fairlead.internal.WaitNode;
import dev.fairlead.sync.Waiting;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Tasks that wait in the order in which they came, to build other primitives on.
 *
 * {@snippet file="WaitQueueSnippets.java" region="queue"}
 *
 * <p>A wake-up goes to the task that waits longest and was not cancelled; it is never lost to a
 * task that was cancelled first. A task that was woken returns, and meets a later cancellation at
 * its next checkpoint. Waking may be done from any thread.
 */
public final class WaitQueue {

  private final WaitList waiters = new WaitList();

  /** A place, which stands in one queue at a time. */
  private static final class Place extends WaitNode {
    private volatile WaitQueue queue; // written under the locks of the old one and the new one

    Place(WaitQueue queue) {
      this.queue = queue;
    }

    /** Leaves the queue it stands in, if it stands in one. */
    boolean leave() {
      while (true) {
        WaitQueue in = queue;
        in.waiters.lock();
        try {
          if (in.equals(queue)) {
            return in.waiters.remove(this);
          }
        } finally {
          in.waiters.unlock();
        }
      }
    }
  }

  /** Makes an empty queue. */
  public WaitQueue() {}

  /** Waits to be woken. A checkpoint. */
  public void await(WaitReason reason) {
    tryAwait(reason, Deadline.NEVER);
  }

  /**
   * Waits to be woken, until a point in time at most. A checkpoint.
   *
   * @return whether it was woken
   */
  public boolean tryAwait(WaitReason reason, Deadline deadline) {
    Task<?> task = Task.current();
    task.checkpoint();
    return await(task, enqueue(), reason, deadline);
  }

  private static boolean await(Task<?> task, Place place, WaitReason reason, Deadline deadline) {
    boolean woken = false;
    try {
      woken = task.parkUntil(place, reason, deadline.nanos());
    } finally {
      if (!woken) {
        place.leave();
      }
    }
    return woken;
  }

  /**
   * Waits as long as something is true. A checkpoint.
   *
   * <p>It looks before it waits and after each wake-up, and once more when it stands in the queue
   * already: a wake-up that comes between the look and the wait is not missed.
   */
  public void awaitWhile(BooleanSupplier condition, WaitReason reason) {
    Task<?> task = Task.current();
    task.checkpoint();
    while (condition.getAsBoolean()) {
      awaitOnceWhile(task, condition, reason);
    }
  }

  private void awaitOnceWhile(Task<?> task, BooleanSupplier condition, WaitReason reason) {
    Place place = enqueue();
    boolean needed = false;
    try {
      needed = condition.getAsBoolean();
    } finally {
      if (!needed && !place.leave()) {
        place.queue.wakeOne(); // A wake-up that came meanwhile goes on to the next.
      }
    }
    if (needed) {
      await(task, place, reason, Deadline.NEVER);
    }
  }

  private Place enqueue() {
    var place = new Place(this);
    waiters.lock();
    try {
      waiters.add(place);
    } finally {
      waiters.unlock();
    }
    return place;
  }

  /** Wakes the task that waits longest; returns whether there was one. */
  public boolean wakeOne() {
    return wake(1) == 1;
  }

  /** Wakes so many of the tasks that wait longest; returns how many there were. */
  public int wake(int count) {
    var chain = new WaitList.Chain();
    int woken = 0;
    waiters.lock();
    try {
      for (WaitNode node = null; woken < count; woken++) {
        node = waiters.takeFirst();
        if (node == null) {
          break;
        }
        chain.add(node);
      }
    } finally {
      waiters.unlock();
    }
    WaitList.letAllRun(chain.first());
    return woken;
  }

  /** Wakes all tasks that wait; returns how many there were. */
  public int wakeAll() {
    return wake(Integer.MAX_VALUE);
  }

  /**
   * Lets so many of the tasks that wait longest wait at the end of another queue instead, without
   * waking them. Nobody sees them in neither queue, or in both.
   *
   * @return how many there were
   * @throws IllegalArgumentException if the other queue is this one
   */
  public int moveTo(WaitQueue other, int count) {
    if (other.equals(this)) {
      throw new IllegalArgumentException(
          "tasks can be moved to another queue only, not to " + this);
    }
    boolean mineFirst = waiters.order() < other.waiters.order();
    WaitList first = mineFirst ? waiters : other.waiters;
    WaitList second = mineFirst ? other.waiters : waiters;
    first.lock();
    second.lock();
    try {
      return moveUnderBothLocks(other, count);
    } finally {
      second.unlock();
      first.unlock();
    }
  }

  private int moveUnderBothLocks(WaitQueue other, int count) {
    int moved = 0;
    while (moved < count && waiters.first() instanceof Place place) {
      waiters.remove(place);
      if (!place.isDone()) {
        place.queue = other;
        other.waiters.add(place);
        moved++;
      }
    }
    return moved;
  }

  /** How many tasks wait. */
  public int size() {
    waiters.lock();
    try {
      return waiters.size();
    } finally {
      waiters.unlock();
    }
  }

  /** Who waits, first come first. */
  public List<Waiting> waiting() {
    waiters.lock();
    try {
      return waiters.waiting();
    } finally {
      waiters.unlock();
    }
  }

  @Override
  public String toString() {
    return "wait queue, " + size() + " waiting";
  }
}
