package dev.fairlead.internal;

import dev.fairlead.Action;
import dev.fairlead.Body;
import dev.fairlead.CancelCause;
import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.Deadline;
import dev.fairlead.DeadlineExceededException;
import dev.fairlead.ScopeCancelledException;
import dev.fairlead.ScopeOptions;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cancel scope as its users see it. */
public final class Scope extends ScopeNode implements CancelScope {

  private final @Nullable Object terms; // options, or just the delay after which the scope is due
  private final boolean failing;

  private Scope(long due, boolean relative, ScopeOptions options) {
    super(due, relative, options.shield());
    this.terms = options;
    this.failing = options.failure();
  }

  private Scope(long due, @Nullable Duration delay, boolean failing) {
    super(due, delay != null, false);
    this.terms = delay;
    this.failing = failing;
  }

  /** Makes a scope as its options say. */
  public static Scope create(ScopeOptions options) {
    long delay = Nanos.of(options.delay());
    return delay == Nanos.NEVER
        ? new Scope(options.deadline().nanos(), false, options)
        : new Scope(delay, true, options);
  }

  /** Makes a scope with nothing but a time limit: the common case. */
  public static Scope after(Duration delay, boolean failing) {
    return new Scope(Nanos.of(delay), delay, failing);
  }

  /** Makes a scope that only a call or a scope around it cancels. */
  static Scope plain() {
    return new Scope(Nanos.NEVER, null, false);
  }

  /** Makes this the innermost scope of a task, where others can find it. */
  void enter(Task<?> task) {
    if (terms instanceof ScopeOptions options) {
      enter(task, options.deadline().nanos());
      if (options.shield()) {
        ShieldWatch.over(this);
      }
    } else {
      enter(task, Nanos.NEVER);
    }
  }

  private void enterAround(Task<?> task) {
    if (terms instanceof ScopeOptions || task.isInForeignWait()) {
      enter(task); // Others may look for its name, or it may have to end code without checkpoints.
    } else {
      enterApart(task, Nanos.NEVER);
    }
  }

  @Override
  public <X extends Exception> void run(Action<X> body) throws X {
    Task<?> task = Task.current();
    enterAround(task);
    Cancelled unwound = null;
    boolean normal = false;
    try {
      if (task.isInForeignWait()) {
        runInside(body);
      } else {
        body.run();
      }
      normal = true;
    } catch (Cancelled c) {
      unwound = c;
    } finally {
      leave(task, normal);
      if (!normal && unwound == null) {
        endOwnInFlight(task); // Something else was thrown in its place.
      }
    }
    if (unwound != null) {
      settle(task, unwound);
    }
  }

  /** Inside code that is to be interrupted, the body is such code of its own. */
  private static <X extends Exception> void runInside(Action<X> body) throws X {
    Interrupts.<@Nullable Void, X>call(() -> {
      body.run();
      return null;
    });
  }

  @Override
  @SuppressWarnings("NullAway") // The value is there unless the scope throws.
  public <T extends @Nullable Object, X extends Exception> T call(Body<T, X> body) throws X {
    Task<?> task = Task.current();
    enterAround(task);
    Cancelled unwound = null;
    boolean normal = false;
    T value = null;
    try {
      value = task.isInForeignWait() ? Interrupts.<T, X>call(body::call) : body.call();
      normal = true;
    } catch (Cancelled c) {
      unwound = c;
    } finally {
      leave(task, normal);
      if (!normal && unwound == null) {
        endOwnInFlight(task); // Something else was thrown in its place.
      }
    }
    if (unwound != null) {
      settle(task, unwound);
      throw new ScopeCancelledException(effectiveCause());
    }
    return value;
  }

  @Override
  public <T, X extends Exception> Optional<T> attempt(Body<T, X> body) throws X {
    Object[] value = new Object[1];
    run(() -> value[0] = body.call());
    @SuppressWarnings("unchecked")
    T got = (T) value[0];
    return Optional.ofNullable(got);
  }

  /** Ends a cancellation that is this scope's own; lets another one pass on. */
  private void settle(Task<?> task, Cancelled unwound) {
    if (!catches()) {
      throw unwound;
    }
    markCaught(task);
    if (failing && ownCause() instanceof CancelCause.DeadlinePassed) {
      throw new DeadlineExceededException(timeoutMessage(unwound));
    }
  }

  private String timeoutMessage(Cancelled unwound) {
    Object delay = terms;
    if (terms instanceof ScopeOptions options) {
      if (!options.reason().isEmpty()) {
        return options.reason();
      }
      delay = Nanos.of(options.delay()) == Nanos.NEVER ? null : options.delay();
    }
    String late =
        delay == null ? "not done at the deadline " + deadline() : "not done after " + delay;
    return late + unwound.waitedFor().map(what -> "; it waited for " + what).orElse("");
  }

  @Override
  public void cancel(String reason) {
    cancel(requested(reason));
  }

  private CancelCause requested(String reason) {
    if (DebugMode.isOn()) {
      Task<?> inside = owner();
      String when = inside == null ? "" : " at " + new Deadline(inside.engine().nanoTime());
      noteCancelledHere(new Throwable("cancelled here" + when));
    }
    return new CancelCause.Requested(reason, Optional.ofNullable(Task.currentOrNull()));
  }

  @Override
  public void cancelAfter(Duration grace, String reason) {
    CancelCause why = requested(reason);
    Task<?> task = owner();
    if (task == null) {
      cancel(why); // Nobody is inside who could come to an end.
    } else {
      stopBy(Nanos.after(task.engine().nanoTime(), grace), why, task);
    }
  }

  @Override
  public Optional<CancelCause> cancelCause() {
    return isEffectivelyCancelled() || cancelCalled()
        ? Optional.of(effectiveCause())
        : Optional.empty();
  }

  @Override
  public Deadline deadline() {
    return new Deadline(dueNanos());
  }

  @Override
  public void moveDeadline(Deadline deadline) {
    moveDue(deadline);
  }

  @Override
  public void shield() {
    shield(true);
    ShieldWatch.over(this);
  }

  @Override
  public void unshield() {
    shield(false);
  }

  @Override
  String name() {
    return terms instanceof ScopeOptions options ? options.name() : "";
  }

  @Override
  public String toString() {
    CancelCause own = ownCause();
    return "cancel scope"
        + (name().isEmpty() ? "" : " \"" + name() + "\"")
        + ", "
        + stage()
        + (deadline().isNever() ? "" : ", deadline " + deadline())
        + (isShielded() ? ", shielded" : "")
        + (own == null ? "" : ", cancelled: " + own.describe());
  }
}
