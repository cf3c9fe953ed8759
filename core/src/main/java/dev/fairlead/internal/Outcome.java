package dev.fairlead.internal;

import dev.fairlead.TaskCancelledException;
import dev.fairlead.TaskFailedException;
import dev.fairlead.TaskHandle;
import dev.fairlead.TaskNotFinishedException;
import dev.fairlead.lowlevel.Waiter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a task ended, and who waits to hear of it.
 *
 * @param <T> what the task returns
 */
public abstract sealed class Outcome<T extends @Nullable Object> implements TaskHandle<T>
    permits TaskWaits {

  private static final VarHandle JOINERS;

  static {
    try {
      JOINERS = MethodHandles.lookup().findVarHandle(Outcome.class, "joiners", Joiner.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // Written once by the task; the volatile write of `end` publishes the other two.
  private @Nullable Object value;
  private @Nullable Throwable failure;
  private volatile @Nullable Status end;
  private volatile boolean failureSeen;

  // Any thread: a stack of those who wait.
  private volatile @Nullable Joiner joiners;

  /** One wait for the end of the task. */
  private static class Joiner extends Waiter {
    private @Nullable Joiner next;
  }

  /** Hears of the end of the task without waiting for it. */
  private static final class Listener extends Joiner {
    private final Runnable action;

    Listener(Runnable action) {
      this.action = action;
    }

    @Override
    protected void unpark() {
      action.run();
    }
  }

  abstract Task<T> task();

  /** Records the end and wakes who waits for it. */
  final void complete(Status status, @Nullable Object result, @Nullable Throwable thrown) {
    value = result;
    failure = thrown;
    end = status;
    Joiner waiting = (Joiner) JOINERS.getAndSet(this, null);
    for (; waiting != null; waiting = waiting.next) {
      waiting.wake();
    }
  }

  final boolean hasEnded() {
    return end != null;
  }

  /** The failure, if there is one and nobody has asked for it. */
  final Optional<Throwable> unseenFailure() {
    return failureSeen ? Optional.empty() : Optional.ofNullable(failure);
  }

  @Override
  public final void join() {
    Task<?> joining = Task.current();
    if (joining == task()) {
      throw new IllegalStateException(
          "task " + name() + " waits for its own end; await it from another task");
    }
    joining.checkpoint();
    while (end == null) {
      joinOnce(joining);
    }
  }

  private void joinOnce(Task<?> joining) {
    var joiner = new Joiner();
    link(joiner);
    if (end != null) {
      return;
    }
    // A cancelled joiner stays linked until the task ends; it is small, and waking it does nothing.
    joining.park(joiner, task());
  }

  private void link(Joiner joiner) {
    Joiner top;
    do {
      top = joiners;
      joiner.next = top;
    } while (!JOINERS.compareAndSet(this, top, joiner));
  }

  /**
   * Calls the action once when the task has ended, on the thread of whoever finds that out. Called
   * in a task; the action neither waits nor throws.
   */
  public final void onEnd(Runnable action) {
    var listener = new Listener(action);
    link(listener);
    if (end != null) {
      listener.wake();
    }
  }

  @Override
  public final T await() {
    join();
    return result();
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // A task that finished has returned a T.
  public final T result() {
    return switch (endedStatus()) {
      case FINISHED -> (T) value;
      case FAILED -> {
        failureSeen = true;
        throw new TaskFailedException(
            "task " + name() + " failed: " + failure, Objects.requireNonNull(failure));
      }
      default -> throw cancelled();
    };
  }

  @Override
  public final Optional<Throwable> failure() {
    return switch (endedStatus()) {
      case FINISHED -> Optional.empty();
      case FAILED -> {
        failureSeen = true;
        yield Optional.ofNullable(failure);
      }
      default -> throw cancelled();
    };
  }

  private Status endedStatus() {
    Status seen = end;
    if (seen == null) {
      throw new TaskNotFinishedException(name());
    }
    return seen;
  }

  private TaskCancelledException cancelled() {
    String why = task().rootScope().cancelCause().map(c -> ": " + c.describe()).orElse("");
    return new TaskCancelledException("task " + name() + " was cancelled" + why);
  }

  @Override
  public final Status status() {
    Status seen = end;
    if (seen != null) {
      return seen;
    }
    return task().rootScope().cancelCalled() ? Status.CANCELLING : Status.PENDING;
  }
}
