package dev.fairlead;

/**
 * Thrown when a task is awaited that was cancelled.
 *
 * {@snippet file="FailureSnippets.java" region="task"}
 */
public class TaskCancelledException extends TaskFailedException {

  private static final long serialVersionUID = 1L;

  /** Says which task was cancelled, and why. */
  public TaskCancelledException(String message) {
    super(message, null);
  }
}
