package dev.fairlead;

/**
 * Options of a task.
 *
 * {@snippet file="TaskGroupSnippets.java" region="options"}
 */
public sealed interface TaskOptions permits TaskSettings {

  /** No name, failures go to the group. */
  static TaskOptions defaults() {
    return TaskSettings.DEFAULTS;
  }

  /** The name; empty for one that says where the task was started. */
  String name();

  /** Whether the task serves the others. */
  boolean service();

  /** Whether the normal end of the task cancels the rest of the group. */
  boolean endsGroup();

  /** Whether a failure is kept for who awaits the handle. */
  boolean failureToHandle();

  /** Names the task. */
  TaskOptions withName(String name);

  /**
   * Makes it a service task: cancellation of the group reaches it only after the body and all other
   * tasks have ended, and it never keeps the group open.
   */
  TaskOptions withService();

  /** Cancels the rest of the group once the task has returned. */
  TaskOptions withEndsGroup();

  /**
   * Keeps a failure for who awaits the handle: the group is not cancelled by it. If nobody has
   * asked for it when the group ends, the group reports it after all.
   */
  TaskOptions withFailureToHandle();
}
