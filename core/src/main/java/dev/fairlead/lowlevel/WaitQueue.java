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
    var node = new WaitNode();
    enqueue(node);
    return waiters.await(task, node, reason, deadline.nanos());
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
    var node = new WaitNode();
    enqueue(node);
    boolean needed = false;
    try {
      needed = condition.getAsBoolean();
    } finally {
      if (!needed) {
        leave(node);
      }
    }
    if (needed) {
      waiters.await(task, node, reason, Deadline.NEVER.nanos());
    }
  }

  private void enqueue(WaitNode node) {
    waiters.lock();
    try {
      waiters.add(node);
    } finally {
      waiters.unlock();
    }
  }

  /** Leaves without having waited; a wake-up that came meanwhile goes on to the next. */
  private void leave(WaitNode node) {
    boolean woken;
    waiters.lock();
    try {
      woken = !waiters.remove(node);
    } finally {
      waiters.unlock();
    }
    if (woken) {
      wakeOne();
    }
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
