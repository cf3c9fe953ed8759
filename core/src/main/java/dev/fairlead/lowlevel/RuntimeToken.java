package dev.fairlead.lowlevel;

import dev.fairlead.internal.Engine;
import dev.fairlead.internal.Task;

/**
 * A runtime as others refer to it, to call into it from a thread of their own.
 *
 * {@snippet file="RunVarSnippets.java" region="runtime"}
 *
 * <p>Two tokens are equal when they stand for the same runtime.
 */
public sealed interface RuntimeToken permits Engine {

  /**
   * The runtime of the current task.
   *
   * @throws dev.fairlead.NoRuntimeException if the thread runs no task
   */
  static RuntimeToken current() {
    return Task.current().engine();
  }

  /** The name of the runtime. */
  String name();

  /** Whether the run has ended, so that it takes no calls any more. */
  boolean hasEnded();
}
