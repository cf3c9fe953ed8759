package dev.fairlead;

/**
 * Thrown by a {@code failAfter} or {@code failAt} scope whose deadline ended its body.
 *
 * {@snippet file="CancellationSnippets.java" region="deadline"}
 */
public class DeadlineExceededException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what took too long. */
  public DeadlineExceededException(String message) {
    super(message);
  }
}
