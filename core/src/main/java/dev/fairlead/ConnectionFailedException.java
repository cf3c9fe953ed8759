package dev.fairlead;

import java.io.IOException;

/**
 * Thrown when a connection could not be made; every attempt that failed is a suppressed error.
 *
 * {@snippet file="FailureSnippets.java" region="connect"}
 */
public class ConnectionFailedException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Says what could not be reached and why. */
  public ConnectionFailedException(String message) {
    super(message);
  }

  /** Says what could not be reached, and keeps the one reason. */
  public ConnectionFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
