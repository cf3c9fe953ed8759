package dev.fairlead.sync;

import dev.fairlead.TaskInfo;
import dev.fairlead.internal.Task;
import dev.fairlead.lowlevel.WaitQueue;
import dev.fairlead.lowlevel.WaitReason;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One computation of a value: a task that leads it, and others that wait for what comes of it. A
 * leader that is cancelled leaves, and the one that waits longest takes over.
 */
final class CacheLoad<V> implements WaitReason {

  /*
   *  VACANT -- the first to come -----> LED by it
   *  LED    -- value, failure --------> the end: all who wait get it
   *  LED    -- its leader cancelled --> VACANT
   */
  private sealed interface State<V> {
    record Led<V>(Task<?> leader) implements State<V> {}

    record Vacant<V>() implements State<V> {}

    record Loaded<V>(V value) implements State<V> {}

    record Failed<V>(Throwable failure) implements State<V> {}
  }

  private final Object key;
  private final WaitQueue waiters = new WaitQueue();
  private final AtomicReference<State<V>> state = new AtomicReference<>(new State.Vacant<>());
  private int members; // under the monitor of the cache

  CacheLoad(Object key) {
    this.key = key;
  }

  /** Lets one more task take part. */
  void join() {
    members++;
  }

  /** Ends the part of a task; returns whether it was the last one. */
  boolean leave() {
    return --members == 0;
  }

  /**
   * Waits for the end of the computation, or until the task is to lead it.
   *
   * @return whether it has ended
   * @throws IllegalStateException if the task is the one that leads it
   */
  boolean awaitEnd(Task<?> task) {
    while (true) {
      State<V> seen = state.get();
      switch (seen) {
        case State.Led<V> led when led.leader() == task ->
            throw new IllegalStateException(
                "the computation of the value for " + key + " asks the cache for the same value");
        case State.Led<V> _ -> waiters.awaitWhile(() -> state.get() instanceof State.Led, this);
        case State.Vacant<V> _ -> {
          if (state.compareAndSet(seen, new State.Led<>(task))) {
            return false;
          }
        }
        case State.Loaded<V> _, State.Failed<V> _ -> {
          return true;
        }
      }
    }
  }

  void succeed(V value) {
    state.set(new State.Loaded<>(value));
    waiters.wakeAll();
  }

  void fail(Throwable failure) {
    state.set(new State.Failed<>(failure));
    waiters.wakeAll();
  }

  /** Leaves the lead to whoever waits longest, or comes first. */
  void leaveLead() {
    state.set(new State.Vacant<>());
    waiters.wakeOne();
  }

  /** What all who waited get. */
  @Nullable Throwable failure() {
    return state.get() instanceof State.Failed<V> failed ? failed.failure() : null;
  }

  /** What all who waited get. */
  V value() {
    if (state.get() instanceof State.Loaded<V> loaded) {
      return loaded.value();
    }
    throw new AssertionError("no value yet: " + state.get());
  }

  @Override
  public String describe() {
    return "the value for " + key + ", which another task computes";
  }

  @Override
  public List<TaskInfo> awaitedTasks() {
    return state.get() instanceof State.Led<V> led ? List.of(led.leader()) : List.of();
  }
}
