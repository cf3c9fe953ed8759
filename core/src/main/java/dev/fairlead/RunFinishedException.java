package dev.fairlead;

/**
 * Thrown when a runtime is called from outside after it has ended.
 *
 * {@snippet file="FailureSnippets.java" region="finished"}
 */
public class RunFinishedException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /** Says which runtime has ended. */
  public RunFinishedException(String message) {
    super(message);
  }
}
