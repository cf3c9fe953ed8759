package dev.fairlead;

import java.io.IOException;

/**
 * Thrown instead of a call that a {@link CircuitBreaker} has refused.
 *
 * {@snippet file="CircuitBreakerSnippets.java" region="breaker"}
 */
public class CircuitOpenException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Says why the call was refused; the last failure is the cause. */
  public CircuitOpenException(String message, Throwable lastFailure) {
    super(message, lastFailure);
  }
}
