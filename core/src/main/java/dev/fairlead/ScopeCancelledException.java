package dev.fairlead;

/**
 * Thrown by {@link CancelScope#call} when the scope was cancelled, so that its body has no value to
 * return. {@link CancelScope#attempt} answers with an empty {@code Optional} instead.
 *
 * {@snippet file="CancellationSnippets.java" region="value"}
 */
public class ScopeCancelledException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  private final CancelCause cancelCause;

  /** Says what cancelled the scope. */
  public ScopeCancelledException(CancelCause cancelCause) {
    super(
        "the scope was cancelled before its body had a value: "
            + cancelCause.describe()
            + "; attempt(...) gives an empty Optional instead");
    this.cancelCause = cancelCause;
  }

  /** What cancelled the scope. */
  public CancelCause cancelCause() {
    return cancelCause;
  }
}
