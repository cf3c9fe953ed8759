package dev.fairlead;

/**
 * Thrown when a promise is awaited that was cancelled.
 *
 * {@snippet file="FailureSnippets.java" region="promise"}
 */
public class PromiseCancelledException extends PromiseFailedException {

  private static final long serialVersionUID = 1L;

  /** Says why it was cancelled. */
  public PromiseCancelledException(String message) {
    super(message, null);
  }
}
