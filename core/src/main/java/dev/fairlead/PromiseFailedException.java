package dev.fairlead;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a promise is awaited that has failed; the failure is the cause.
 *
 * {@snippet file="FailureSnippets.java" region="promise"}
 */
public class PromiseFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says how it failed. */
  public PromiseFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
