package dev.fairlead;

/**
 * Thrown by a send when the buffer is full and the stream was made to fail then.
 *
 * {@snippet file="FailureSnippets.java" region="full"}
 */
public class StreamFullException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /** Says which stream is full. */
  public StreamFullException(String message) {
    super(message);
  }
}
