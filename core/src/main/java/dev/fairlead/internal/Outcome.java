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
  private static final VarHandle END;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      JOINERS = lookup.findVarHandle(Outcome.class, "joiners", Joiner.class);
      END = lookup.findVarHandle(Outcome.class, "end", byte.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final byte OPEN = 0;
  static final byte FINISHED = 1;
  static final byte FAILED = 2;
  static final byte CANCELLED = 3;

  private static final int FEW = 16; // not worth a look whether they still wait

  /*
   * A million tasks may sleep at a time, so a field more is a megabyte or eight: what is needed at
   * different times shares one.
   */

  // The work until the task begins; what it returned or threw before `end` says so.
  private @Nullable Object content;
  private volatile byte end; // OPEN until the task has ended
  private volatile boolean failureSeen;
  private volatile boolean over; // everybody has been told of the end

  // Any thread: a stack of those who wait.
  private volatile @Nullable Joiner joiners;

  /** One wait for the end of the task. */
  private static class Joiner extends Waiter {
    private volatile @Nullable Joiner next; // by the joiner, then by who takes others out

    // By the joiner; who reads an older one takes others out once more.
    private int linked; // from here on, at most
    private int enough; // so many that it is time to take out who waits no longer

    void putBefore(@Nullable Joiner top) {
      next = top;
      linked = top == null ? 1 : top.linked + 1;
      enough = top == null ? FEW : top.enough;
    }
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

  Outcome(Object work) {
    content = work;
  }

  abstract Task<T> task();

  /** The work, of which nothing is kept once it has begun. The task calls it once. */
  final Object takeWork() {
    Object work = Objects.requireNonNull(content);
    content = null;
    return work;
  }

  /** Records the end, with what was returned or thrown, and wakes who waits for it. */
  final void complete(byte how, @Nullable Object result) {
    content = result;
    // One who joins later than the exchange sees the end.
    END.setRelease(this, how);
    Joiner waiting = (Joiner) JOINERS.getAndSet(this, null);
    for (; waiting != null; waiting = waiting.next) {
      waiting.wake();
    }
  }

  final boolean hasEnded() {
    return end != OPEN;
  }

  /** Notes that whoever waits for the end of the task, or counts it, has been told. */
  final void markOver() {
    over = true;
  }

  final boolean isOver() {
    return over;
  }

  /** The failure, if there is one and nobody has asked for it. */
  final Optional<Throwable> unseenFailure() {
    return end == FAILED && !failureSeen ? Optional.of(thrown()) : Optional.empty();
  }

  @Override
  public final void join() {
    Task<?> joining = Task.current();
    if (joining == task()) {
      throw new IllegalStateException(
          "task " + name() + " waits for its own end; await it from another task");
    }
    joining.checkpoint();
    while (!hasEnded()) {
      joinOnce(joining);
    }
  }

  private void joinOnce(Task<?> joining) {
    var joiner = new Joiner();
    link(joiner);
    if (hasEnded()) {
      return;
    }
    joining.park(joiner, task());
  }

  /**
   * Takes out who waits no longer, so that a task that lives for long does not keep all who have
   * ever waited for it: whenever there are twice as many as were left the last time, since who
   * looks must look at all. Others may do so at the same time: each leads past decided ones only.
   */
  private static void takeOutDecided(Joiner from) {
    int left = 0;
    for (Joiner at = from; at != null; at = at.next) {
      at.next = firstUndecided(at.next);
      left++;
    }
    from.linked = left;
    from.enough = Math.max(FEW, 2 * left);
  }

  private static @Nullable Joiner firstUndecided(@Nullable Joiner from) {
    Joiner at = from;
    while (at != null && at.isDone()) {
      at = at.next;
    }
    return at;
  }

  /** How many are kept, whether they still wait or not. */
  final int joiners() {
    int count = 0;
    for (Joiner at = joiners; at != null; at = at.next) {
      count++;
    }
    return count;
  }

  private void link(Joiner joiner) {
    Joiner top;
    do {
      top = joiners;
      joiner.putBefore(top);
    } while (!JOINERS.compareAndSet(this, top, joiner));
    if (joiner.linked > joiner.enough) {
      takeOutDecided(joiner);
    }
  }

  /**
   * Calls the action once when the task has ended, on the thread of whoever finds that out. Called
   * in a task; the action neither waits nor throws.
   */
  public final void onEnd(Runnable action) {
    var listener = new Listener(action);
    link(listener);
    if (hasEnded()) {
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
    return switch (requireEnd()) {
      case FINISHED -> (T) content;
      case FAILED -> {
        failureSeen = true;
        throw new TaskFailedException(
            "task " + name() + " failed: " + Words.of(thrown()), thrown());
      }
      default -> throw cancelled();
    };
  }

  @Override
  public final Optional<Throwable> failure() {
    return switch (requireEnd()) {
      case FINISHED -> Optional.empty();
      case FAILED -> {
        failureSeen = true;
        yield Optional.of(thrown());
      }
      default -> throw cancelled();
    };
  }

  private byte requireEnd() {
    byte seen = end;
    if (seen == OPEN) {
      throw new TaskNotFinishedException(name());
    }
    return seen;
  }

  /** What the task has failed with. */
  private Throwable thrown() {
    return (Throwable) Objects.requireNonNull(content);
  }

  private TaskCancelledException cancelled() {
    String why = task().rootScope().cancelCause().map(c -> ": " + c.describe()).orElse("");
    return new TaskCancelledException("task " + name() + " was cancelled" + why);
  }

  @Override
  public final Status status() {
    return switch (end) {
      case FINISHED -> Status.FINISHED;
      case FAILED -> Status.FAILED;
      case CANCELLED -> Status.CANCELLED;
      default -> task().rootScope().cancelCalled() ? Status.CANCELLING : Status.PENDING;
    };
  }
}
