package dev.fairlead.internal;

import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.sync.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that wait in the order in which they came, with a lock that guards them. Every method is
 * called under the lock, but those that say otherwise.
 */
public class WaitList extends SpinLock {

  /*
   * Mostly there is one who waits, and then only `first` is written: each reference that goes from a
   * list, which is old, to a place, which is new, costs the garbage collector a full fence, and each
   * word on another line of the cache a trip from one processor to the other.
   */

  private @Nullable WaitNode first;
  private @Nullable WaitNode last; // null with fewer than two
  private int behind; // the first
  private int peak;
  private long handOvers;
  private volatile long longestNanos; // of the waits that have ended; any thread

  /** Makes an empty list. */
  public WaitList() {}

  /** Lets a task stand at the end. */
  public final void add(WaitNode node) {
    node.queued = true;
    WaitNode front = first;
    if (front == null) {
      first = node;
    } else {
      addBehind(front, node);
    }
    if (behind >= peak) {
      peak = behind + 1;
    }
  }

  private void addBehind(WaitNode front, WaitNode node) {
    WaitNode before = last == null ? front : last;
    node.previous = before;
    before.next = node;
    last = node;
    behind++;
  }

  /** Takes a place out; returns false if it is not in the list any more. */
  public final boolean remove(WaitNode node) {
    if (!node.queued) {
      return false;
    }
    node.queued = false;
    if (behind == 0) {
      first = null;
    } else {
      removeOneOfMany(node);
    }
    return true;
  }

  private void removeOneOfMany(WaitNode node) {
    WaitNode before = node.previous;
    WaitNode after = node.next;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
    node.previous = null;
    node.next = null;
    if (--behind == 0) {
      last = null;
    }
  }

  /**
   * Takes the first wait that nothing has ended out of the list and decides it. The caller calls
   * {@link WaitNode#letRun} outside the lock.
   */
  public final @Nullable WaitNode takeFirst() {
    for (WaitNode node = first; node != null; node = first) {
      remove(node);
      if (node.take()) {
        return node;
      }
    }
    return null;
  }

  /**
   * As {@link #takeFirst}, for all of them; none is left. The caller gives the result to {@link
   * #letAllRun} outside the lock.
   */
  public final @Nullable WaitNode takeAll() {
    var taken = new Chain();
    for (WaitNode node = takeFirst(); node != null; node = takeFirst()) {
      taken.add(node);
    }
    return taken.first();
  }

  /**
   * Waits that were taken and whose tasks are to run. Needs no object but the places themselves.
   */
  public static class Chain {
    private @Nullable WaitNode first;
    private @Nullable WaitNode last;

    /** Makes an empty chain. */
    public Chain() {}

    /** Adds a place that was taken out of its list. */
    public final void add(WaitNode taken) {
      if (last == null) {
        first = taken;
      } else {
        last.next = taken;
      }
      last = taken;
    }

    public final @Nullable WaitNode first() {
      return first;
    }
  }

  /** Visits the places of a {@link Chain}. */
  public static void forEach(@Nullable WaitNode chain, Consumer<WaitNode> visitor) {
    for (WaitNode node = chain; node != null; node = node.next) {
      visitor.accept(node);
    }
  }

  /** Lets the tasks of a {@link Chain} run. Outside the lock. */
  public static void letAllRun(@Nullable WaitNode chain) {
    WaitNode node = chain;
    while (node != null) {
      WaitNode following = node.next;
      node.next = null;
      node.letRun();
      node = following;
    }
  }

  /** The first place. */
  public final @Nullable WaitNode first() {
    return first;
  }

  /** The place behind another one that is in the list. */
  public static @Nullable WaitNode after(WaitNode node) {
    return node.next;
  }

  public final boolean isEmpty() {
    return first == null;
  }

  public final int size() {
    return first == null ? 0 : behind + 1;
  }

  /** The most that ever waited at once. */
  public final int peak() {
    return peak;
  }

  /**
   * Counts what went from hand to hand, for a list that is of such a kind. Here, since whoever
   * counts has just written to the list.
   */
  public final void countHandOver() {
    handOvers++;
  }

  /** How often {@link #countHandOver} was called. */
  public final long handOvers() {
    return handOvers;
  }

  /** The longest that anybody has waited, those who wait now included. */
  public final Duration longestWait() {
    return longestOf(waiting(), Duration.ofNanos(longestNanos));
  }

  /** The longest of a wait that has ended and those that have not. */
  public static Duration longestOf(List<Waiting> waiting, Duration ended) {
    return waiting.stream().map(Waiting::waited).reduce(ended, WaitList::longer);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** Who waits, first come first. */
  public final List<Waiting> waiting() {
    var all = new ArrayList<Waiting>(size());
    for (WaitNode node = first; node != null; node = node.next) {
      all.add(node.asWaiting());
    }
    return List.copyOf(all);
  }

  /**
   * Waits at a place in the list, until a reading of the clock at most. Outside the lock; a
   * checkpoint. When the wait ends without success, the place is taken out of the list.
   *
   * @return whether the wait was decided by {@link WaitNode#take}
   */
  public final boolean await(Task<?> task, WaitNode node, WaitReason reason, long untilNanos) {
    boolean woken = false;
    try {
      woken = task.parkUntil(node, reason, untilNanos);
    } finally {
      noteWait(task);
      if (!woken) {
        withdraw(node);
      }
    }
    return woken;
  }

  /** Notes for how long the task has waited here, now that its wait has ended. Outside the lock. */
  public final void noteWait(Task<?> task) {
    long now = task.recentNanoTime();
    long waited = now - task.waitingSinceNanos();
    if (waited > longestNanos) {
      lock();
      longestNanos = Math.max(waited, longestNanos);
      unlock();
    }
    waitEnded(task, now);
  }

  /**
   * Called when a task does not wait here any more, with the reading of its clock. Outside the
   * lock.
   */
  protected void waitEnded(Task<?> task, long nanos) {}

  private void withdraw(WaitNode node) {
    WaitNode unblocked = null;
    lock();
    try {
      if (remove(node)) {
        unblocked = withdrawn();
      }
    } finally {
      unlock();
    }
    letAllRun(unblocked);
  }

  /**
   * Called after a place was taken out because its task does not want to wait any more.
   *
   * @return a chain of those who stood behind it and need not wait any more; null if there are none
   */
  protected @Nullable WaitNode withdrawn() {
    return null;
  }
}
