package dev.fairlead;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a task is awaited that has failed; the task's own failure is the cause.
 *
 * {@snippet file="FailureSnippets.java" region="task"}
 */
public class TaskFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says which task failed, and how. */
  public TaskFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
