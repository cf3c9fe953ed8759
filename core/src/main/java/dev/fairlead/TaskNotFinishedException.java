package dev.fairlead;

/**
 * Thrown when the outcome of a task is asked for before the task has ended.
 *
 * {@snippet file="FailureSnippets.java" region="unfinished"}
 */
public class TaskNotFinishedException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /** Says which task is still running. */
  public TaskNotFinishedException(String task) {
    super("task " + task + " has not ended yet; await() waits for it");
  }
}
