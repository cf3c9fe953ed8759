package dev.fairlead;

import java.io.EOFException;

/**
 * Thrown by a receive when the other side has ended the stream and everything was received.
 *
 * {@snippet file="FailureSnippets.java" region="receive"}
 */
public class EndOfStreamException extends EOFException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a message that says the stream has ended. */
  public EndOfStreamException() {
    super("the stream has ended");
  }

  /** Says which stream has ended. */
  public EndOfStreamException(String message) {
    super(message);
  }
}
