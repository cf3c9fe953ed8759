package dev.fairlead;

/**
 * Thrown by {@link Fairlead#run} when the whole run was cancelled from outside: by an interrupt of
 * the calling thread or by a cancellation of its root scope.
 *
 * {@snippet file="FailureSnippets.java" region="interrupted"}
 */
public class RunCancelledException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  private final CancelCause cancelCause;

  /** Says what cancelled the run. */
  public RunCancelledException(CancelCause cancelCause) {
    super("the run was cancelled: " + cancelCause.describe());
    this.cancelCause = cancelCause;
  }

  /** What cancelled the run. */
  public CancelCause cancelCause() {
    return cancelCause;
  }
}
