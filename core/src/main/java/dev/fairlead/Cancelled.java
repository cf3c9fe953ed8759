package dev.fairlead;

import dev.fairlead.internal.Access;
import dev.fairlead.internal.Words;
import dev.fairlead.lowlevel.WaitReason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Unwinds a task out of a scope that was cancelled. Thrown at checkpoints only, and at every one of
 * them until the scope is left.
 *
 * {@snippet file="CancellationSnippets.java" region="cancelled"}
 *
 * <p>It is an {@code Error}, so that {@code catch (Exception e)} does not stop it. Code that must
 * clean up uses {@code finally}; code that catches it must throw it again. Only the scope it
 * belongs to may end it, and one that goes missing is reported.
 *
 * <p>With {@code -Ddev.fairlead.debug=true} its cause shows where the cancellation was called for.
 */
public final class Cancelled extends Error {

  private static final long serialVersionUID = 1L;

  static {
    Access.install(Cancelled::new);
  }

  private final transient CancelCause cancelCause;
  private final String scope;
  private final transient @Nullable WaitReason wait;

  Cancelled(CancelCause cancelCause, String scope, @Nullable WaitReason wait) {
    super(cancelCause.describe() + (scope.isEmpty() ? "" : ", scope \"" + scope + "\""));
    this.cancelCause = cancelCause;
    this.scope = scope;
    this.wait = wait;
  }

  /** Why the scope was cancelled. */
  public CancelCause cancelCause() {
    return cancelCause;
  }

  /** The name of the scope that was cancelled; empty if it has none. */
  public String scope() {
    return scope;
  }

  /** What the task waited for when this ended its wait; empty if it did not wait. */
  public Optional<String> waitedFor() {
    return Optional.ofNullable(wait).map(reason -> Words.said(reason, reason::describe));
  }
}
