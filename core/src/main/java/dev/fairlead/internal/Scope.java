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
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cancel scope as a node of the tree that {@link ScopeTree} walks.
 *
 * <p>The tree is built without locks. A scope is linked below its parent before it looks whether
 * the parent is cancelled; whoever cancels sets the parent's flag before it follows the links. So
 * at least one of the two sees the other.
 */
public final class Scope implements CancelScope {

  private static final int NEW = 0;
  private static final int ACTIVE = 1;
  private static final int EXITED = 2;

  private static final VarHandle CAUSE;
  private static final VarHandle INNER;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      CAUSE = lookup.findVarHandle(Scope.class, "cause", CancelCause.class);
      INNER = lookup.findVarHandle(Scope.class, "inner", Scope.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final @Nullable ScopeOptions options;
  private final long delayNanos;
  private final boolean failing;

  // Any thread; volatile. The first cause stays.
  private volatile @Nullable CancelCause cause;
  private volatile boolean effectivelyCancelled; // written under this scope's monitor
  private volatile boolean shielded;
  private volatile @Nullable GracefulStop stop;
  private volatile @Nullable Deadline moved; // replaces every other deadline

  // Written by the owner on entry, or by the task that hands its child over; others read them once
  // they have found this scope through a parent's link, which is written last.
  private @Nullable Task<?> owner;
  private @Nullable Scope parent;
  private long due;
  private int state;

  // The owner's link to the scope it entered inside this one, and what lives in this scope.
  private volatile @Nullable Scope inner;
  private volatile @Nullable TaskList tasks;
  private volatile @Nullable TaskList services;

  // Owner only.
  private @Nullable Cancelled inFlightOnEntry;
  private boolean caught;

  private Scope(@Nullable ScopeOptions options, long delayNanos, long due, boolean failing) {
    this.options = options;
    this.delayNanos = delayNanos;
    this.due = due;
    this.failing = failing;
  }

  /** Makes a scope as its options say. */
  public static Scope create(ScopeOptions options) {
    long delay = Nanos.of(options.delay());
    var scope = new Scope(options, delay, options.deadline().nanos(), options.failure());
    scope.shielded = options.shield();
    return scope;
  }

  /** Makes a scope with nothing but a time limit: the common case. */
  public static Scope after(Duration delay, boolean failing) {
    return new Scope(null, Nanos.of(delay), Nanos.NEVER, failing);
  }

  /** Makes a scope that only a call or a scope around it cancels. */
  static Scope plain() {
    return new Scope(null, Nanos.NEVER, Nanos.NEVER, false);
  }

  @Override
  public <X extends Exception> void run(Action<X> body) throws X {
    Task<?> task = Task.current();
    enter(task);
    Cancelled unwound = null;
    boolean normal = false;
    try {
      body.run();
      normal = true;
    } catch (Cancelled c) {
      unwound = c;
    } finally {
      leave(task, normal);
    }
    if (unwound != null) {
      settle(task, unwound);
    }
  }

  @Override
  @SuppressWarnings("NullAway") // The value is there unless the scope throws.
  public <T extends @Nullable Object, X extends Exception> T call(Body<T, X> body) throws X {
    Task<?> task = Task.current();
    enter(task);
    Cancelled unwound = null;
    boolean normal = false;
    T value = null;
    try {
      value = body.call();
      normal = true;
    } catch (Cancelled c) {
      unwound = c;
    } finally {
      leave(task, normal);
    }
    if (unwound != null) {
      settle(task, unwound);
      throw new ScopeCancelledException(Objects.requireNonNull(cause));
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

  /** Makes this the innermost scope of the task. */
  void enter(Task<?> task) {
    if (state != NEW) {
      throw new IllegalStateException(
          this + " was entered before; a scope is used once, so create a new one");
    }
    state = ACTIVE;
    owner = task;
    inFlightOnEntry = task.inFlight;
    Scope outer = task.innermost();
    parent = outer;
    boolean timed = delayNanos != Nanos.NEVER || due != Nanos.NEVER || moved != null;
    long now = timed ? task.engine().nanoTime() : 0;
    if (delayNanos != Nanos.NEVER) {
      due = Math.min(due, Nanos.sum(now, delayNanos));
    }
    outer.inner = this;
    task.innermost(this);
    if (timed) {
      watchDeadline(task, now);
    }
    if (cause != null || outer.effectivelyCancelled) {
      ScopeTree.update(this);
    }
  }

  private void watchDeadline(Task<?> task, long now) {
    long at = dueNanos();
    if (at <= now) {
      cancel(new CancelCause.DeadlinePassed(new Deadline(at)));
    } else {
      task.armFor(at);
    }
  }

  private long dueNanos() {
    Deadline replaced = moved;
    return replaced == null ? due : replaced.nanos();
  }

  /** Puts this scope below another one without any task entering it. */
  void placeBelow(Scope outer) {
    state = ACTIVE;
    owner = outer.owner;
    parent = outer;
    ScopeTree.update(this);
  }

  /** Makes this the outermost scope of a task that has not started. */
  void beginTask(Task<?> task, @Nullable Scope outer) {
    state = ACTIVE;
    owner = task;
    parent = outer;
    task.innermost(this);
  }

  /** Makes the scope around this one the innermost of the task again. */
  void leave(Task<?> task, boolean normal) {
    Scope outer = Objects.requireNonNull(parent);
    if (task.innermost() != this) {
      throw new AssertionError("left " + this + " while inside " + task.innermost());
    }
    state = EXITED;
    INNER.setRelease(outer, null);
    task.innermost(outer);
    reportIfSwallowed(task, normal);
  }

  /** Ends the outermost scope of a task. */
  void endTask(Task<?> task, boolean normal) {
    state = EXITED;
    reportIfSwallowed(task, normal);
  }

  private void reportIfSwallowed(Task<?> task, boolean normal) {
    if (normal && task.inFlight != inFlightOnEntry) {
      task.reportSwallowed(this);
      task.inFlight = inFlightOnEntry;
    }
  }

  /** Ends a cancellation that is this scope's own; lets another one pass on. */
  private void settle(Task<?> task, Cancelled unwound) {
    CancelCause own = cause;
    if (own == null || parentCancellationIsVisible()) {
      throw unwound;
    }
    caught = true;
    task.inFlight = inFlightOnEntry;
    if (failing && own instanceof CancelCause.DeadlinePassed) {
      throw new DeadlineExceededException(timeoutMessage());
    }
  }

  boolean catches() {
    return cause != null && !parentCancellationIsVisible();
  }

  void markCaught(Task<?> task) {
    caught = true;
    task.inFlight = inFlightOnEntry;
  }

  private boolean parentCancellationIsVisible() {
    Scope outer = parent;
    return !shielded && outer != null && outer.effectivelyCancelled;
  }

  private String timeoutMessage() {
    if (options != null && !options.reason().isEmpty()) {
      return options.reason();
    }
    return delayNanos == Nanos.NEVER
        ? "not done at the deadline " + deadline()
        : "not done after " + Duration.ofNanos(delayNanos);
  }

  @Override
  public void cancel(String reason) {
    Task<?> by = Task.currentOrNull();
    cancel(new CancelCause.Requested(reason, Optional.ofNullable(by)));
  }

  /** Cancels for a cause; returns whether it is the first one. */
  boolean cancel(CancelCause why) {
    if (!CAUSE.compareAndSet(this, null, why)) {
      return false;
    }
    ScopeTree.update(this);
    Task<?> task = owner;
    if (task != null) {
      task.engine().observation().scopeCancelled(this, task, why);
    }
    return true;
  }

  @Override
  public void cancelAfter(Duration grace, String reason) {
    var why = new CancelCause.Requested(reason, Optional.ofNullable(Task.currentOrNull()));
    Task<?> task = owner;
    if (task == null) {
      cancel(why); // Nobody is inside who could come to an end.
      return;
    }
    long hardAt = Nanos.after(task.engine().nanoTime(), grace);
    stop = new GracefulStop(hardAt, why);
    task.engine().stopRequested();
    task.armFor(hardAt);
  }

  /** A soft cancellation: when it becomes hard, and why. */
  private record GracefulStop(long hardAtNanos, CancelCause why) {}

  /** Cancels this scope if it is due; returns the reading at which it will be. Loop thread. */
  long expire(long now) {
    if (cause != null || state != ACTIVE) {
      return Nanos.NEVER;
    }
    GracefulStop ending = stop;
    if (ending != null && ending.hardAtNanos <= now) {
      cancel(ending.why);
      return Nanos.NEVER;
    }
    long at = dueNanos();
    if (at <= now) {
      cancel(new CancelCause.DeadlinePassed(new Deadline(at)));
      return Nanos.NEVER;
    }
    return ending == null ? at : Math.min(at, ending.hardAtNanos);
  }

  /** Recomputes the flag; returns whether it changed. */
  synchronized boolean refresh() {
    Scope outer = parent;
    boolean now = cause != null || (!shielded && outer != null && outer.effectivelyCancelled);
    boolean changed = now != effectivelyCancelled;
    effectivelyCancelled = now;
    return changed;
  }

  @Override
  public boolean cancelCalled() {
    return cause != null;
  }

  @Override
  public boolean cancelledCaught() {
    return caught;
  }

  @Override
  public Optional<CancelCause> cancelCause() {
    return effectivelyCancelled || cause != null ? Optional.of(effectiveCause()) : Optional.empty();
  }

  /** The cause a checkpoint inside reports: its own, or the nearest one around it. */
  CancelCause effectiveCause() {
    CancelCause own = cause;
    if (own != null) {
      return own;
    }
    for (Scope s = parent; s != null; s = s.parent) {
      CancelCause around = s.cause;
      if (around != null) {
        return new CancelCause.Parent(around);
      }
    }
    // A shield was raised while the cancellation was on its way.
    return new CancelCause.Requested("by a scope that is hidden by now", Optional.empty());
  }

  @Override
  public boolean isEffectivelyCancelled() {
    return effectivelyCancelled;
  }

  @Override
  public boolean stopRequested() {
    for (Scope s = this; s != null; s = s.parent) {
      if (s.stop != null || s.effectivelyCancelled) {
        return true;
      }
      if (s.shielded) {
        return false;
      }
    }
    return false;
  }

  @Override
  public Deadline deadline() {
    return new Deadline(dueNanos());
  }

  /** The earliest deadline this scope can see. */
  public Deadline effectiveDeadline() {
    if (effectivelyCancelled) {
      return Deadline.PASSED;
    }
    long earliest = dueNanos();
    for (Scope s = this; !s.shielded && s.parent != null; ) {
      s = s.parent;
      earliest = Math.min(earliest, s.dueNanos());
    }
    return new Deadline(earliest);
  }

  @Override
  public void moveDeadline(Deadline deadline) {
    moved = deadline;
    VarHandle.fullFence(); // against an entry at this moment: one of us sees the other
    Task<?> task = owner;
    if (task != null && state == ACTIVE) {
      watchDeadline(task, task.engine().nanoTime());
    }
  }

  @Override
  public boolean isShielded() {
    return shielded;
  }

  @Override
  public void shield() {
    shielded = true;
    ScopeTree.update(this);
  }

  @Override
  public void unshield() {
    shielded = false;
    ScopeTree.update(this);
  }

  @Nullable Scope parent() {
    return parent;
  }

  @Nullable Scope inner() {
    return inner;
  }

  @Nullable Task<?> owner() {
    return owner;
  }

  @Nullable TaskList tasks() {
    return tasks;
  }

  /** Lets tasks live in this scope. */
  void holdTasks(@Nullable TaskList list) {
    tasks = list;
  }

  @Nullable TaskList services() {
    return services;
  }

  /** Notes tasks that live in a shielded scope below this one, for those who look. */
  void holdServices(TaskList list) {
    services = list;
  }

  @Nullable Cancelled inFlightOnEntry() {
    return inFlightOnEntry;
  }

  /** Moves the scope of a whole task below another one. */
  void moveTo(@Nullable Scope newParent) {
    parent = newParent;
    ScopeTree.update(this);
  }

  String name() {
    return options == null ? "" : options.name();
  }

  @Override
  public String toString() {
    return "cancel scope"
        + (name().isEmpty() ? "" : " \"" + name() + "\"")
        + switch (state) {
          case NEW -> ", not entered";
          case ACTIVE -> ", active";
          default -> ", exited";
        }
        + (deadline().isNever() ? "" : ", deadline " + deadline())
        + (shielded ? ", shielded" : "")
        + (cause == null ? "" : ", cancelled: " + Objects.requireNonNull(cause).describe());
  }
}
