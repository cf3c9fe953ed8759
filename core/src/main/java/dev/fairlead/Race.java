package dev.fairlead;

import dev.fairlead.internal.Task;
import dev.fairlead.internal.TaskNames;
import dev.fairlead.sync.StateCell;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One race: who comes first decides it, the others are cancelled. */
final class Race<T extends @Nullable Object> {

  private final RaceOptions<T> options;
  private final boolean failuresLose;

  // Any thread.
  private final AtomicReference<@Nullable Decision<T>> decision = new AtomicReference<>();
  private final StateCell<Integer> failed = new StateCell<>(0);
  private final List<Throwable> failures = new ArrayList<>(); // under its own monitor

  /** How a race was decided: by a result, or by a failure that is thrown. */
  private sealed interface Decision<T extends @Nullable Object> {
    /** Somebody has a result. */
    record Won<T extends @Nullable Object>(T value) implements Decision<T> {}

    /** Somebody has failed before anybody had a result. */
    record Lost<T extends @Nullable Object>() implements Decision<T> {}
  }

  /**
   * @param failuresLose whether a failure only takes its own body out of the race
   */
  Race(RaceOptions<T> options, boolean failuresLose) {
    this.options = options;
    this.failuresLose = failuresLose;
  }

  T run(List<? extends Body<? extends T, ?>> bodies) {
    if (bodies.isEmpty()) {
      throw new IllegalArgumentException("a race needs at least one body: []");
    }
    Task.current().checkpoint();
    boolean delivered = false;
    try {
      TaskGroup.run(o -> o.withName("race"), group -> startAll(group, bodies));
      T value = winner();
      delivered = true;
      return value;
    } finally {
      if (!delivered && decision.get() instanceof Decision.Won<T> won) {
        discard(won.value());
      }
    }
  }

  private void startAll(TaskGroup group, List<? extends Body<? extends T, ?>> bodies) {
    for (int i = 0; i < bodies.size(); i++) {
      Body<? extends T, ?> body = bodies.get(i);
      int failedBefore = failed.get();
      group.startSoon(TaskNames.after(body), () -> compete(group, body));
      if (options.stagger().isPositive() && i < bodies.size() - 1) {
        failed.tryAwaitUntil(count -> count > failedBefore, options.stagger());
      }
    }
  }

  private void compete(TaskGroup group, Body<? extends T, ?> body) throws Exception {
    T value;
    try {
      value = body.call();
    } catch (Exception e) {
      fail(e);
      Task.current().checkpointIfCancelled(); // It may have come from cleaning up.
      return;
    }
    if (decision.compareAndSet(null, new Decision.Won<>(value))) {
      group.cancel("somebody else was first");
    } else {
      discard(value);
    }
  }

  private void fail(Exception e) throws Exception {
    if (!failuresLose) {
      decision.compareAndSet(null, new Decision.Lost<>());
      if (decision.get() instanceof Decision.Lost) {
        throw e;
      }
    } else {
      synchronized (failures) {
        failures.add(e);
      }
      failed.update(count -> count + 1);
    }
  }

  private T winner() {
    if (decision.get() instanceof Decision.Won<T> won) {
      return won.value();
    }
    synchronized (failures) {
      if (failures.isEmpty()) {
        throw new TaskCancelledException("every body of a race was cancelled from outside");
      }
      throw new ExceptionGroup("every body of a race failed", failures);
    }
  }

  private void discard(T value) {
    try {
      if (options.unwanted().isPresent()) {
        options.unwanted().get().accept(value);
      } else if (value instanceof AutoCloseable resource) {
        resource.close();
      }
    } catch (Exception e) {
      Task.current().engine().report("a result that nobody gets could not be closed", e);
    }
  }
}
