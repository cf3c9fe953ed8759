package dev.fairlead;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What can be asked about a task, from any thread. Two are equal when they are the same task.
 *
 * {@snippet file="TaskGroupSnippets.java" region="info"}
 */
public interface TaskInfo {

  /** A number no other task of its runtime has; the root task is 1. */
  long id();

  /** The number of the task whose group this task belongs to; empty for the root task. */
  OptionalLong parentId();

  /** The name given at the start, or one that says which class started it. */
  String name();

  /** Whether the next checkpoint of the task would throw {@link Cancelled}. */
  boolean hasPendingCancellation();

  /** What the task waits for; empty when it runs, or has ended. */
  Optional<String> waitingFor();
}
