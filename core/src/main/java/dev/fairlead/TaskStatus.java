package dev.fairlead;

import org.jspecify.annotations.Nullable;

/**
 * How a task started by {@link TaskGroup#start} says that it is ready.
 *
 * {@snippet file="TaskGroupSnippets.java" region="ready"}
 *
 * @param <T> what the starter is told, such as the port a server listens on
 */
@FunctionalInterface
public interface TaskStatus<T extends @Nullable Object> {

  /**
   * Says that the task is ready: the starter goes on, and the task now belongs to the group.
   *
   * @return whether somebody was still waiting; false when the starter was cancelled meanwhile
   * @throws IllegalStateException if called a second time
   */
  boolean started(T value);

  /** A status nobody waits for, so that a function made for {@code start} runs without it. */
  static <T extends @Nullable Object> TaskStatus<T> ignored() {
    return value -> false;
  }
}
