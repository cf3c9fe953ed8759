package dev.fairlead;

import dev.fairlead.internal.Scope;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A region of a task that can be cancelled on its own, by {@link #cancel()}, by a deadline, or
 * because a scope around it is cancelled.
 *
 * {@snippet file="CancelScopeSnippets.java" region="timeout"}
 *
 * <p>While a task is inside a cancelled scope, every checkpoint throws {@link Cancelled}; the
 * outermost cancelled scope that the task can see catches it, and the task goes on behind that
 * scope. A shielded scope hides the cancellation of the scopes around it, not its own.
 *
 * <p>A scope is used once, by one task. It can be cancelled from any thread, in any state: before
 * it is entered, the first checkpoint of its body throws; after it has ended, nothing happens.
 * Relative deadlines start when the scope is entered.
 */
public sealed interface CancelScope permits Scope {

  /** Makes a scope that only {@link #cancel()} or a scope around it cancels. */
  static CancelScope create() {
    return Scope.create(ScopeOptions.defaults());
  }

  /** Makes a scope with options. */
  static CancelScope create(UnaryOperator<ScopeOptions> options) {
    return Scope.create(options.apply(ScopeOptions.defaults()));
  }

  /** Makes a scope that ends silently when its body takes longer than the delay. */
  static CancelScope moveOnAfter(Duration delay) {
    return Scope.after(delay, false);
  }

  /** As {@link #moveOnAfter(Duration)}, with options. */
  static CancelScope moveOnAfter(Duration delay, UnaryOperator<ScopeOptions> options) {
    return Scope.create(options.apply(ScopeOptions.defaults().withDelay(delay)));
  }

  /** Makes a scope that ends silently when its body is not done at the deadline. */
  static CancelScope moveOnAt(Deadline deadline) {
    return Scope.create(ScopeOptions.defaults().withDeadline(deadline));
  }

  /**
   * Makes a scope that throws {@link DeadlineExceededException} when its deadline ended its body.
   * Cancelled for another reason, it ends silently.
   */
  static CancelScope failAfter(Duration delay) {
    return Scope.after(delay, true);
  }

  /** As {@link #failAfter(Duration)}, with options. */
  static CancelScope failAfter(Duration delay, UnaryOperator<ScopeOptions> options) {
    return Scope.create(options.apply(ScopeOptions.defaults().withDelay(delay).withFailure()));
  }

  /** As {@link #failAfter(Duration)}, with a point in time. */
  static CancelScope failAt(Deadline deadline) {
    return Scope.create(ScopeOptions.defaults().withDeadline(deadline).withFailure());
  }

  /** Makes a scope that hides the cancellation of the scopes around it. */
  static CancelScope shielded() {
    return Scope.create(ScopeOptions.defaults().withShield());
  }

  /**
   * Makes a scope for cleaning up: shielded, so that a cancelled task can still say goodbye, and
   * limited in time, so that it does not hang on a peer that is gone.
   */
  static CancelScope cleanUp(Duration limit) {
    return cleanUp(limit, UnaryOperator.identity());
  }

  /** As {@link #cleanUp(Duration)}, with options: a name, say, for those who look at the tasks. */
  static CancelScope cleanUp(Duration limit, UnaryOperator<ScopeOptions> options) {
    return Scope.create(options.apply(ScopeOptions.defaults()).withShield().withDelay(limit));
  }

  /**
   * Runs the body inside this scope.
   *
   * @throws DeadlineExceededException if this is a failing scope and its deadline ended the body
   */
  <X extends Exception> void run(Action<X> body) throws X;

  /**
   * Runs the body inside this scope and returns its value.
   *
   * @throws DeadlineExceededException if this is a failing scope and its deadline ended the body
   * @throws ScopeCancelledException if the scope ended its body for another reason
   */
  <T extends @Nullable Object, X extends Exception> T call(Body<T, X> body) throws X;

  /**
   * Runs the body inside this scope; empty when the scope ended it.
   *
   * @throws DeadlineExceededException if this is a failing scope and its deadline ended the body
   */
  <T, X extends Exception> Optional<T> attempt(Body<T, X> body) throws X;

  /** Cancels the scope. The first call counts, later ones do nothing. */
  default void cancel() {
    cancel("");
  }

  /** Cancels the scope and says why. */
  void cancel(String reason);

  /**
   * Asks the tasks inside to come to an end, and cancels the scope when they have not after a
   * while. A task sees the request by {@link Fairlead#stopRequested}, or waits for it. Of several
   * calls the one counts that leaves the least time. A scope that nobody has entered is cancelled
   * at once.
   */
  void cancelAfter(Duration grace, String reason);

  /** Whether the scope itself was cancelled, by a call or by its deadline. */
  boolean cancelCalled();

  /** Whether the scope ended its body. Known once the body has ended. */
  boolean cancelledCaught();

  /** Why the scope, or one around it that it can see, was cancelled; empty while none is. */
  Optional<CancelCause> cancelCause();

  /** Whether a checkpoint directly inside this scope would throw now. */
  boolean isEffectivelyCancelled();

  /** Whether somebody has asked this scope, or one around it that it can see, to come to an end. */
  boolean stopRequested();

  /** The point in time at which the scope cancels itself. */
  Deadline deadline();

  /** Moves the deadline; one that has passed cancels at once. Any thread may call it. */
  void moveDeadline(Deadline deadline);

  /** Whether cancellations of the scopes around this one are hidden. */
  boolean isShielded();

  /** Hides cancellations of the scopes around this one from now on. */
  void shield();

  /** Shows cancellations of the scopes around this one again; a pending one arrives at once. */
  void unshield();
}
