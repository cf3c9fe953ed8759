package dev.fairlead.internal;

import dev.fairlead.CancelCause;
import dev.fairlead.Cancelled;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * What the engine may do to exported types and their users may not: each type installs its hooks
 * when it is initialised.
 */
public final class Access {

  /** Makes cancellations. */
  @FunctionalInterface
  public interface Cancellations {
    /** Makes the throwable that unwinds a task, out of a wait if it was in one. */
    Cancelled create(CancelCause cause, String scope, @Nullable WaitReason wait);
  }

  /** Decides waits. */
  public interface Waiters {
    /** Decides an open wait by cancellation; returns whether this call decided it. */
    boolean cancel(Waiter waiter);

    /** Decides an open wait by its time limit; returns whether this call decided it. */
    boolean expire(Waiter waiter);

    /** Takes an open wait out of reach of cancellation. */
    void shield(Waiter waiter);

    /** Notes that the task is about to wait. The task, before it says so to anybody. */
    void begin(Waiter waiter);

    /** Whether the task has begun to wait, so that it may have to be let run. */
    boolean hasBegun(Waiter waiter);

    /** Whether cancellation has decided the wait. */
    boolean isCancelled(Waiter waiter);

    /** Whether the waiter serves one wait after another, so that a wait may end for no reason. */
    boolean isReused(Waiter waiter);
  }

  private static @Nullable Cancellations cancellations;
  private static @Nullable Waiters waiters;

  private Access() {}

  /** Makes what a checkpoint inside a scope throws. */
  static Cancelled newCancelled(Scope inside, @Nullable WaitReason wait) {
    ScopeState cancelled = inside.cancelledScope();
    Cancelled made = Hooks.CANCELLATIONS.create(inside.effectiveCause(), cancelled.name(), wait);
    Throwable place = cancelled.cancelledHere();
    if (place != null) {
      made.initCause(place);
    }
    return made;
  }

  static Waiters waiters() {
    return Hooks.WAITERS;
  }

  /** Called by {@code Cancelled}. */
  public static void install(Cancellations hook) {
    cancellations = hook;
  }

  /** Called by {@code Waiter}. */
  public static void install(Waiters hook) {
    waiters = hook;
  }

  /**
   * Constants for the compiler. The exported types are initialised from here and never the other
   * way round, so that two threads cannot wait for each other.
   */
  private static final class Hooks {
    static final Cancellations CANCELLATIONS = hook(Cancelled.class, () -> cancellations);
    static final Waiters WAITERS = hook(Waiter.class, () -> waiters);

    private static <T> T hook(Class<?> owner, java.util.function.Supplier<@Nullable T> installed) {
      try {
        MethodHandles.lookup().ensureInitialized(owner);
      } catch (IllegalAccessException e) {
        throw new AssertionError("exported types can be initialised", e);
      }
      return java.util.Objects.requireNonNull(installed.get());
    }
  }
}
