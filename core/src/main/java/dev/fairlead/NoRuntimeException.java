package dev.fairlead;

/**
 * Thrown when something that needs a task is called on a thread that runs none.
 *
 * {@snippet file="FailureSnippets.java" region="outside"}
 */
public class NoRuntimeException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /** Says what to do instead. */
  public NoRuntimeException(String message) {
    super(message);
  }
}
