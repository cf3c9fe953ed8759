package dev.fairlead.internal;

import dev.fairlead.CancelCause;
import dev.fairlead.Cancelled;
import dev.fairlead.Deadline;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cancel scope as a node of the tree that {@link ScopeTree} walks.
 *
 * <p>The tree is built without locks. A scope is linked below its parent before it looks whether
 * the parent is cancelled; whoever cancels sets the parent's flag before it follows the links. So
 * at least one of the two sees the other.
 *
 * <p>That order of a write and a read costs as much as all the rest of a scope but the clock, and a
 * body that never comes to a checkpoint has no use for it. So a scope that is nothing but a time
 * limit stays outside of the tree until its owner comes to a checkpoint, waits, opens another kind
 * of scope inside, or asks how things are: then it joins, and those around it first. Until then
 * nobody finds it from above, and its own view goes outwards. Where joining would move the timer of
 * the task, one checkpoint goes by with a look at the clock: that of a send, mostly, which does not
 * wait.
 */
abstract sealed class ScopeNode extends ScopeState permits Scope {

  private static final VarHandle CAUSE;
  private static final VarHandle INNER;
  private static final VarHandle TASKS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      CAUSE = lookup.findVarHandle(ScopeState.class, "cause", CancelCause.class);
      INNER = lookup.findVarHandle(ScopeNode.class, "inner", Scope.class);
      TASKS = lookup.findVarHandle(ScopeNode.class, "tasks", TaskList.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // The owner's link to the scope it entered inside this one, and the tasks that live in this
  // scope.
  private volatile @Nullable Scope inner;
  private volatile @Nullable TaskList tasks;

  // Owner only.
  private @Nullable Cancelled inFlightOnEntry;

  ScopeNode(long due, boolean relative, boolean shielded) {
    super(due, relative, shielded);
  }

  private Scope self() {
    return (Scope) this;
  }

  // ---- entering and leaving; the owner

  /** Makes this the innermost scope of the task, in the tree. */
  final void enter(Task<?> task, long latest) {
    enterApart(task, latest);
    join(task);
  }

  /** Makes this the innermost scope of the task, which joins the tree when that matters. */
  final void enterApart(Task<?> task, long latest) {
    if (state > NEW_WITH_DELAY) {
      throw new IllegalStateException(
          this + " was entered before; a scope is used once, so create a new one");
    }
    inFlightOnEntry = task.inFlight;
    parent = task.innermost();
    long now = due == Nanos.NEVER ? 0 : task.engine().nanoTime();
    if (state == NEW_WITH_DELAY) {
      due = Math.min(latest, Nanos.sum(now, due));
    }
    state = APART;
    owner = task;
    task.innermost(self());
    if (due <= now) {
      expire(now);
    }
  }

  /** Whether a checkpoint inside may pass by; if not, the scope may just have to join the tree. */
  final boolean isClear() {
    return !isApart() && !effectivelyCancelled;
  }

  /** Whether a checkpoint may go by although this has not joined the tree. The owner. */
  final boolean letsPass(Task<?> task) {
    if (state != APART || task.isArmedFor(due)) {
      return false;
    }
    state = PASSED;
    long now = task.engine().nanoTime();
    for (ScopeNode scope = this; scope != null && scope.isApart(); scope = scope.parent) {
      if (scope.due <= now || scope.extras != null) {
        return false;
      }
    }
    return !isCancelledInside();
  }

  /** Puts this into the tree, unless it is there, and looks for what it has missed. The owner. */
  final void join(Task<?> task) {
    if (!isApart()) {
      return;
    }
    Scope outer = Objects.requireNonNull(parent);
    outer.join(task);
    state = ACTIVE;
    outer.link(self());
    if (extras != null || !task.isArmedFor(due)) {
      task.armFor(expire(task.engine().nanoTime()));
    }
    if (effectivelyCancelled || cause != null || parentCancellationIsVisible()) {
      ScopeTree.update(self());
    }
  }

  /** As far as this is outside of the tree: joins it, or does what its timer would have done. */
  private void look() {
    for (ScopeNode scope = this; scope != null && scope.isApart(); scope = scope.parent) {
      Task<?> task = scope.owner;
      if (task != null && task.isCurrent()) {
        scope.join(task);
      } else if (task != null) {
        scope.expire(task.engine().nanoTime());
      }
    }
  }

  final void link(Scope entered) {
    inner = entered;
  }

  /** Makes the scope around this one the innermost of the task again. */
  final void leave(Task<?> task, boolean normal) {
    Scope outer = Objects.requireNonNull(parent);
    if (task.innermost() != this) {
      throw new AssertionError("left " + this + " while inside " + task.innermost());
    }
    if (state == ACTIVE) {
      INNER.setRelease(outer, null);
    }
    state = EXITED;
    task.innermost(outer);
    reportIfSwallowed(task, normal);
  }

  /** Makes this the outermost scope of a task that has not started. */
  final void beginTask(Task<?> task, @Nullable Scope outer) {
    state = ACTIVE;
    owner = task;
    parent = outer;
    task.innermost(self());
  }

  /** Ends the outermost scope of a task. */
  final void endTask(Task<?> task, boolean normal) {
    state = EXITED;
    reportIfSwallowed(task, normal);
  }

  private void reportIfSwallowed(Task<?> task, boolean normal) {
    if (normal && task.inFlight != inFlightOnEntry) {
      task.reportSwallowed();
      task.inFlight = inFlightOnEntry;
    }
  }

  /** Puts this scope below another one without any task entering it. */
  final void placeBelow(Scope outer) {
    state = ACTIVE;
    owner = outer.owner();
    parent = outer;
    ScopeTree.update(self());
  }

  /** Notes, behind this scope, that a cancellation has ended here if it was of nothing around. */
  final void endOwnInFlight(Task<?> task) {
    if (task.inFlight != inFlightOnEntry && !task.innermost().isCancelledInside()) {
      task.inFlight = inFlightOnEntry;
    }
  }

  /** Moves the scope of a whole task below another one. */
  final void moveTo(Scope newParent) {
    parent = newParent;
    seenAnew();
  }

  /** Lets those inside hear of what has become visible. */
  private void seenAnew() {
    ScopeTree.update(self());
    if (stopRequested()) {
      ScopeTree.wakeThoseAskedToStop(self());
    }
  }

  /** Notes that a cancellation has ended here. */
  final void markCaught(Task<?> task) {
    state = CAUGHT;
    task.inFlight = inFlightOnEntry;
  }

  final @Nullable Cancelled inFlightOnEntry() {
    return inFlightOnEntry;
  }

  // ---- cancelling; any thread

  /** Cancels for a cause; returns whether it is the first one. */
  final boolean cancel(CancelCause why) {
    if (!CAUSE.compareAndSet(this, null, why)) {
      return false;
    }
    ScopeTree.update(self());
    Task<?> task = owner;
    if (task != null) {
      task.engine().observation().scopeCancelled(self(), task, why);
    }
    return true;
  }

  /** Keeps the place that calls for a cancellation, unless there was one before. */
  final synchronized void noteCancelledHere(Throwable place) {
    if (cause == null) {
      extras = extras().with(place);
    }
  }

  /** Asks those inside to come to an end, and cancels when they have not by then. */
  final void stopBy(long hardAtNanos, CancelCause why, Task<?> task) {
    synchronized (this) {
      GracefulStop asked = extras().stop();
      if (asked != null && asked.hardAtNanos() <= hardAtNanos) {
        return; // Nobody gets more time by being asked once more.
      }
      extras = extras().with(new GracefulStop(hardAtNanos, why));
    }
    ScopeTree.wakeThoseAskedToStop(self());
    task.armFor(hardAtNanos);
  }

  /** Recomputes the flag; returns whether it changed. */
  final synchronized boolean refresh() {
    boolean now = cause != null || parentCancellationIsVisible();
    boolean changed = now != effectivelyCancelled;
    effectivelyCancelled = now;
    return changed;
  }

  final void shield(boolean up) {
    shielded = up;
    seenAnew();
  }

  // ---- deadlines; any thread

  /** Cancels this scope if it is due; returns the reading at which it will be. */
  final long expire(long now) {
    if (cause != null || (state != ACTIVE && !isApart())) {
      return Nanos.NEVER;
    }
    GracefulStop ending = extras().stop();
    if (ending != null && ending.hardAtNanos() <= now) {
      cancel(ending.why());
      return Nanos.NEVER;
    }
    long at = dueNanos();
    if (at <= now) {
      cancel(new CancelCause.DeadlinePassed(new Deadline(at)));
      return Nanos.NEVER;
    }
    return endNanos();
  }

  private void watchDeadline(Task<?> task, long now) {
    long at = dueNanos();
    if (at <= now) {
      cancel(new CancelCause.DeadlinePassed(new Deadline(at)));
    } else {
      task.armFor(at);
    }
  }

  final void moveDue(Deadline deadline) {
    synchronized (this) {
      extras = extras().with(deadline);
    }
    VarHandle.fullFence(); // against one who joins at this moment: one of us sees the other
    Task<?> task = owner;
    if (task != null && state == ACTIVE) {
      watchDeadline(task, task.engine().nanoTime());
    }
  }

  /** The earliest deadline this scope can see. */
  public final Deadline effectiveDeadline() {
    if (isEffectivelyCancelled()) {
      return Deadline.PASSED;
    }
    long earliest = endNanos();
    ScopeNode scope = this;
    while (!scope.shielded && scope.parent != null) {
      scope = scope.parent;
      earliest = Math.min(earliest, scope.endNanos());
    }
    return new Deadline(earliest);
  }

  // ---- looking; any thread

  /** Whether anybody has cancelled this scope, or its deadline has. */
  public final boolean cancelCalled() {
    look();
    return cause != null;
  }

  public final boolean isEffectivelyCancelled() {
    look();
    return isCancelledInside();
  }

  /** Whether somebody has asked this scope, or one around it that it can see, to end. */
  public final boolean stopRequested() {
    look();
    ScopeNode scope = this;
    while (scope != null) {
      if (scope.extras().stop() != null || scope.isCancelledInside()) {
        return true;
      }
      scope = scope.shielded ? null : scope.parent;
    }
    return false;
  }

  final @Nullable Scope inner() {
    return inner;
  }

  final @Nullable TaskList tasks() {
    return tasks;
  }

  /** Lets tasks live in this scope, which nobody knows yet. */
  final void beginWith(TaskList list) {
    TASKS.set(this, list);
  }

  /** Lets tasks live in this scope. */
  final void holdTasks(@Nullable TaskList list) {
    tasks = list;
  }

  /** Notes tasks that live in a shielded scope below this one, for those who look. */
  final synchronized void holdServices(TaskList list) {
    extras = extras().with(list);
  }
}
