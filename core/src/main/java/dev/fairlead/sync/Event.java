package dev.fairlead.sync;

import dev.fairlead.internal.Nanos;
import dev.fairlead.internal.Selectable;
import dev.fairlead.internal.SelectableOnce;
import dev.fairlead.internal.Selectables;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.WaitList;
import dev.fairlead.internal.WaitNode;
import dev.fairlead.lowlevel.WaitReason;
import java.time.Duration;

/**
 * A flag that is set once and then stays set; tasks wait for it.
 *
 * {@snippet file="EventSnippets.java" region="event"}
 *
 * <p>Setting it wakes all who wait, in the order in which they came. A waiter that is cancelled
 * before the event is set is cancelled; afterwards it returns, and is cancelled at its next
 * checkpoint. Everything but waiting may be called from any thread.
 */
public final class Event {

  private static final WaitReason REASON = () -> "an event";

  static {
    Selectables.installEvents(Event::selectable);
  }

  private final WaitList waiters = new WaitList();
  private volatile boolean set; // written under the lock of the list

  /** Makes an event that is not set. */
  public Event() {}

  /** Sets the event and wakes all who wait for it. Setting it again does nothing. */
  public void set() {
    if (set) {
      return;
    }
    WaitNode woken;
    waiters.lock();
    try {
      set = true;
      woken = waiters.takeAll();
    } finally {
      waiters.unlock();
    }
    WaitList.letAllRun(woken);
  }

  /** Whether the event is set. */
  public boolean isSet() {
    return set;
  }

  /** Waits until the event is set. A checkpoint, also if it is set already. */
  public void await() {
    Task<?> task = Task.current();
    task.checkpoint();
    if (!set) {
      await(task, Nanos.NEVER);
    }
  }

  /**
   * Waits until the event is set, for a while at most. A checkpoint.
   *
   * @return whether the event is set
   */
  public boolean tryAwait(Duration limit) {
    Task<?> task = Task.current();
    task.checkpoint();
    if (set || limit.compareTo(Duration.ZERO) <= 0) {
      return set;
    }
    return await(task, Nanos.after(task.engine().nanoTime(), limit));
  }

  private boolean await(Task<?> task, long untilNanos) {
    var node = new WaitNode();
    return !enqueue(node) || waiters.await(task, node, REASON, untilNanos);
  }

  private boolean enqueue(WaitNode node) {
    waiters.lock();
    try {
      if (set) {
        return false;
      }
      waiters.add(node);
      return true;
    } finally {
      waiters.unlock();
    }
  }

  /** Who waits. */
  public EventStatistics statistics() {
    waiters.lock();
    try {
      return new EventStatistics(set, waiters.waiting(), waiters.peak());
    } finally {
      waiters.unlock();
    }
  }

  @Override
  public String toString() {
    return "event, " + (set ? "set" : "not set");
  }

  /** The event as one of several things that a task waits for. */
  private Selectable selectable() {
    return new SelectableOnce(waiters, () -> set ? this : null, REASON);
  }
}
