package dev.fairlead;

import java.io.IOException;

/**
 * Thrown when a resource can no longer be used for a reason outside this program: the peer reset
 * the connection, the other end of a memory stream was closed.
 *
 * {@snippet file="FailureSnippets.java" region="receive"}
 */
public class BrokenResourceException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Says what broke. */
  public BrokenResourceException(String message) {
    super(message);
  }

  /** Says what broke, and keeps the error of the operating system as the cause. */
  public BrokenResourceException(String message, Throwable cause) {
    super(message, cause);
  }
}
