package dev.fairlead.thread;

import dev.fairlead.sync.CapacityLimiter;
import java.util.Optional;

/**
 * Options of {@link ToThread}.
 *
 * {@snippet file="ToThreadSnippets.java" region="options"}
 */
public sealed interface ThreadOptions permits ThreadSettings {

  /** A token of the runtime's own limiter; a cancelled task waits for the end of the function. */
  static ThreadOptions defaults() {
    return ThreadSettings.DEFAULTS;
  }

  /** Who hands out the tokens; empty for {@link ToThread#defaultLimiter}. */
  Optional<CapacityLimiter> limiter();

  /** Whether a cancellation of the task interrupts the function. */
  boolean interrupt();

  /** Whether a cancelled task goes on without waiting for the function. */
  boolean abandon();

  /** Lets another limiter hand out the tokens. */
  ThreadOptions withLimiter(CapacityLimiter limiter);

  /**
   * Lets a cancellation of the task interrupt the thread of the function; the task waits until the
   * function has ended. One that ends because of the interrupt ends as cancelled; one that returns
   * all the same has its value returned.
   */
  ThreadOptions withInterrupt();

  /**
   * Lets a cancelled task go on at once. The function runs to its end and keeps its token until
   * then; what it returns is dropped, what it throws is logged.
   */
  ThreadOptions withAbandon();
}
