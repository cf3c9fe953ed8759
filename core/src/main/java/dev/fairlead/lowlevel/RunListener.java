package dev.fairlead.lowlevel;

import dev.fairlead.CancelCause;
import dev.fairlead.CancelScope;
import dev.fairlead.TaskInfo;
import org.jspecify.annotations.Nullable;

/**
 * Hears of what happens in a runtime. Its methods are called on the thread on which it happens, so
 * they are short and never wait. What one of them throws, an assertion too, is logged and goes no
 * further.
 *
 * {@snippet file="RunListenerSnippets.java" region="listener"}
 */
public interface RunListener {

  /** A task is about to start. */
  default void taskStarted(TaskInfo task) {}

  /** A task has ended. */
  default void taskEnded(TaskInfo task) {}

  /** A task is about to wait. */
  default void taskParking(TaskInfo task, WaitReason reason) {}

  /**
   * A task goes on after a wait of which {@link #taskParking} has told. The task itself says both,
   * so they take turns; a wait that was over before the task waited is not told of.
   */
  default void taskUnparked(TaskInfo task) {}

  /** A scope was cancelled. */
  default void scopeCancelled(CancelScope scope, CancelCause cause) {}

  /**
   * Something was noticed that no caller can be told: code that swallowed a cancellation, say. It
   * is logged as well.
   *
   * @param thrown shows the place
   */
  default void reported(String what, @Nullable Throwable thrown) {}

  /** A task has opened something that must be closed; see {@link OpenResource}. */
  default void resourceOpened(Object resource) {}

  /** Something of which {@link #resourceOpened} told was closed. */
  default void resourceClosed(Object resource) {}
}
