package dev.fairlead.sync;

import dev.fairlead.internal.Nanos;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.WaitList;
import dev.fairlead.internal.WaitNode;
import dev.fairlead.lowlevel.WaitReason;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A value that changes, and that tasks watch.
 *
 * {@snippet file="StateCellSnippets.java" region="cell"}
 *
 * <p>Who watches sees the latest value; a task that is slower than the changes misses those in
 * between, and never one that lasts. Everything but waiting may be called from any thread.
 *
 * @param <T> the value; never null
 */
public final class StateCell<T> {

  private static final WaitReason REASON = () -> "a change of a state cell";

  private final WaitList waiters = new WaitList();
  private volatile Version<T> current; // written under the lock of the list

  /** A value with its place among all values; two are the same only if nothing was set between. */
  private record Version<T>(long number, T value) {}

  /** Makes a cell with its first value. */
  public StateCell(T value) {
    current = new Version<>(0, Objects.requireNonNull(value, "a state cell holds no null"));
  }

  /** The latest value. */
  public T get() {
    return current.value;
  }

  /** Sets the value and wakes who waits for a change. An equal value is a change too. */
  public void set(T value) {
    Objects.requireNonNull(value, "a state cell holds no null");
    WaitNode woken;
    waiters.lock();
    try {
      woken = replace(value);
    } finally {
      waiters.unlock();
    }
    WaitList.letAllRun(woken);
  }

  /**
   * Sets a value that is computed from the latest one, and returns it.
   *
   * @param change may be called several times if others set values too
   */
  public T update(UnaryOperator<T> change) {
    while (true) {
      Version<T> before = current;
      T after = Objects.requireNonNull(change.apply(before.value), "a state cell holds no null");
      if (setIfCurrent(before, after)) {
        return after;
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // A version is made once.
  private boolean setIfCurrent(Version<T> expected, T value) {
    WaitNode woken;
    waiters.lock();
    try {
      if (current != expected) {
        return false;
      }
      woken = replace(value);
    } finally {
      waiters.unlock();
    }
    WaitList.letAllRun(woken);
    return true;
  }

  private @Nullable WaitNode replace(T value) {
    current = new Version<>(current.number + 1, value);
    return waiters.takeAll();
  }

  /** Waits until the value is as wanted and returns it. A checkpoint, also if it is so already. */
  public T awaitUntil(Predicate<? super T> wanted) {
    Task<?> task = Task.current();
    task.checkpoint();
    Version<T> seen = current;
    while (!wanted.test(seen.value)) {
      awaitChange(task, seen, Nanos.NEVER);
      seen = current;
    }
    return seen.value;
  }

  /**
   * Waits until the value is as wanted, for a while at most. A checkpoint. It looks at the value
   * before it looks at the time.
   *
   * @return whether the value was as wanted
   */
  public boolean tryAwaitUntil(Predicate<? super T> wanted, Duration limit) {
    Task<?> task = Task.current();
    task.checkpoint();
    long until = Nanos.after(task.engine().nanoTime(), limit);
    Version<T> seen = current;
    while (!wanted.test(seen.value)) {
      if (until <= task.engine().nanoTime() || !awaitChange(task, seen, until)) {
        return wanted.test(current.value);
      }
      seen = current;
    }
    return true;
  }

  /** Returns whether the value is another one than the one seen. */
  private boolean awaitChange(Task<?> task, Version<T> seen, long untilNanos) {
    var node = new WaitNode();
    return !enqueue(node, seen) || waiters.await(task, node, REASON, untilNanos);
  }

  @SuppressWarnings("ReferenceEquality") // A version is made once.
  private boolean enqueue(WaitNode node, Version<T> seen) {
    waiters.lock();
    try {
      if (current != seen) {
        return false;
      }
      waiters.add(node);
      return true;
    } finally {
      waiters.unlock();
    }
  }

  /** Begins to watch: the first value it gives is the latest one now. For one task. */
  public Watch<T> watch() {
    return new Watch<>(this);
  }

  /**
   * What one task has seen of a cell.
   *
   * {@snippet file="StateCellSnippets.java" region="watch"}
   *
   * @param <T> the value
   */
  public static final class Watch<T> {
    private final StateCell<T> cell;
    private long seen = -1;

    private Watch(StateCell<T> cell) {
      this.cell = cell;
    }

    /** Waits for a value this watch has not given yet and returns the latest. A checkpoint. */
    public T next() {
      Task<?> task = Task.current();
      task.checkpoint();
      Version<T> latest = cell.current;
      while (latest.number == seen) {
        cell.awaitChange(task, latest, Nanos.NEVER);
        latest = cell.current;
      }
      seen = latest.number;
      return latest.value;
    }
  }

  /** Who waits for a change, first come first. */
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
    return "state cell, " + get();
  }
}
