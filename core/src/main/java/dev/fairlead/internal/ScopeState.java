package dev.fairlead.internal;

import dev.fairlead.CancelCause;
import dev.fairlead.Deadline;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a scope knows of itself, and how that looks from inside and to others. */
abstract sealed class ScopeState permits ScopeNode {

  static final byte NEW = 0;
  static final byte NEW_WITH_DELAY = 1; // the deadline counts from the entry
  static final byte APART = 2; // entered, but not yet in the tree
  static final byte PASSED = 3; // the same, and a checkpoint has gone by
  static final byte ACTIVE = 4;
  static final byte EXITED = 5;
  static final byte CAUGHT = 6; // exited, and a cancellation has ended here

  // Any thread; volatile. The first cause stays.
  volatile @Nullable CancelCause cause;
  volatile boolean effectivelyCancelled; // written under this scope's monitor
  volatile boolean shielded;
  // Null at first: in a constructor, too, a volatile write costs a fence.
  volatile @Nullable Extras extras; // written under this scope's monitor

  // Written by the owner on entry, or by the task that hands its child over; others read them once
  // they have found this scope through a parent's link, which is written last.
  @Nullable Task<?> owner;
  @Nullable Scope parent;
  long due;
  byte state;

  /**
   * What few scopes have, in one object so that the others need not pay for it.
   *
   * @param stop a request to come to an end
   * @param moved replaces every other deadline
   * @param services the service tasks of a group
   * @param cancelledHere who called for a cancellation, in debug mode
   */
  record Extras(
      @Nullable GracefulStop stop,
      @Nullable Deadline moved,
      @Nullable TaskList services,
      @Nullable Throwable cancelledHere) {
    static final Extras NONE = new Extras(null, null, null, null);

    Extras with(GracefulStop newStop) {
      return new Extras(newStop, moved, services, cancelledHere);
    }

    Extras with(Deadline newDeadline) {
      return new Extras(stop, newDeadline, services, cancelledHere);
    }

    Extras with(TaskList newServices) {
      return new Extras(stop, moved, newServices, cancelledHere);
    }

    Extras with(Throwable place) {
      return new Extras(stop, moved, services, place);
    }
  }

  /** A soft cancellation: when it becomes hard, and why. */
  record GracefulStop(long hardAtNanos, CancelCause why) {}

  ScopeState(long due, boolean relative, boolean shielded) {
    this.due = due;
    if (relative) {
      state = NEW_WITH_DELAY;
    }
    if (shielded) {
      this.shielded = true;
    }
  }

  final Extras extras() {
    Extras some = extras;
    return some == null ? Extras.NONE : some;
  }

  // ---- what becomes of a cancellation

  /** Whether a cancellation that reaches the end of this scope is its own and goes no further. */
  final boolean catches() {
    return cause != null && !parentCancellationIsVisible();
  }

  final boolean parentCancellationIsVisible() {
    Scope outer = parent;
    return !shielded && outer != null && outer.isCancelledInside();
  }

  /** Whether a task is inside that would be cancelled but for this shield. */
  final boolean hidesCancellation() {
    Scope outer = parent;
    boolean entered = state == ACTIVE || isApart();
    return entered && shielded && cause == null && outer != null && outer.isCancelledInside();
  }

  final @Nullable CancelCause ownCause() {
    return cause;
  }

  /** The scope of that cause; this one if a shield hides it by now. */
  final ScopeState cancelledScope() {
    ScopeState scope = this;
    while (scope != null && scope.cause == null) {
      scope = scope.parent;
    }
    return scope == null ? this : scope;
  }

  /** The cause a checkpoint inside reports: its own, or the nearest one around it. */
  final CancelCause effectiveCause() {
    CancelCause own = cause;
    if (own != null) {
      return own;
    }
    for (Scope s = parent; s != null; s = s.parent()) {
      CancelCause around = s.ownCause();
      if (around != null) {
        return new CancelCause.Parent(around);
      }
    }
    // A shield was raised while the cancellation was on its way.
    return new CancelCause.Requested("by a scope that is hidden by now", Optional.empty());
  }

  /** Whether this scope is cancelled in effect, as far as that has been noticed. */
  final boolean isCancelledInside() {
    return effectivelyCancelled || (isApart() && parentCancellationIsVisible());
  }

  /** Whether the scope was entered, but has not joined the tree. */
  final boolean isApart() {
    return state == APART || state == PASSED;
  }

  // ---- looking; any thread

  /** The reading at which the scope is due; never, while it counts from an entry to come. */
  final long dueNanos() {
    Deadline replaced = extras().moved;
    if (replaced != null) {
      return replaced.nanos();
    }
    return state == NEW_WITH_DELAY ? Nanos.NEVER : due;
  }

  /** The reading at which the scope is cancelled: when it is due, or its time to stop is over. */
  final long endNanos() {
    GracefulStop ending = extras().stop;
    return ending == null ? dueNanos() : Math.min(dueNanos(), ending.hardAtNanos);
  }

  public final boolean cancelledCaught() {
    return state == CAUGHT;
  }

  public final boolean isShielded() {
    return shielded;
  }

  final @Nullable Scope parent() {
    return parent;
  }

  final @Nullable Task<?> owner() {
    return owner;
  }

  final @Nullable TaskList services() {
    return extras().services;
  }

  final @Nullable Throwable cancelledHere() {
    return cause instanceof CancelCause.Requested ? extras().cancelledHere : null;
  }

  abstract String name();

  /** The state in words. */
  final String stage() {
    return switch (state) {
      case NEW, NEW_WITH_DELAY -> "not entered";
      case APART, PASSED, ACTIVE -> "active";
      default -> "exited";
    };
  }
}
