package dev.fairlead;

import dev.fairlead.internal.Access;

/**
 * Unwinds a task out of a scope that was cancelled. Thrown at checkpoints only, and at every one of
 * them until the scope is left.
 *
 * <p>It is an {@code Error}, so that {@code catch (Exception e)} does not stop it. Code that must
 * clean up uses {@code finally}; code that catches it must throw it again. Only the scope it
 * belongs to may end it, and one that goes missing is reported.
 */
public final class Cancelled extends Error {

  private static final long serialVersionUID = 1L;

  static {
    Access.install(Cancelled::new);
  }

  private final transient CancelCause cancelCause;

  Cancelled(CancelCause cancelCause) {
    super(cancelCause.describe());
    this.cancelCause = cancelCause;
  }

  /** Why the scope was cancelled. */
  public CancelCause cancelCause() {
    return cancelCause;
  }
}
