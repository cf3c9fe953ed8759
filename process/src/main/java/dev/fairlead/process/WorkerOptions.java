package dev.fairlead.process;

import dev.fairlead.sync.CapacityLimiter;
import java.time.Duration;
import java.util.List;

/**
 * Options of {@link ToProcess}.
 *
 * {@snippet file="ToProcessSnippets.java" region="crash"}
 */
public sealed interface WorkerOptions permits WorkerSettings {

  /**
   * A token of the runtime's own limiter, a JVM with the options of this one; a cancellation kills
   * the worker, one that is idle for five minutes ends.
   */
  static WorkerOptions defaults() {
    return WorkerSettings.DEFAULTS;
  }

  /** Lets another limiter hand out the tokens. */
  WorkerOptions withLimiter(CapacityLimiter limiter);

  /**
   * Lets a cancelled task wait for the end of the function, instead of killing the worker; the
   * value is returned, and the next checkpoint throws.
   */
  WorkerOptions withWaitOnCancel();

  /** Adds options of the worker's JVM, such as {@code -Xmx1g}; they have workers of their own. */
  WorkerOptions withJvmOptions(String... options);

  /**
   * Replaces a worker by another one after so many functions, for code that leaks.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  WorkerOptions withMaxUses(int functions);

  /** How long a worker waits for its next function before it ends. */
  WorkerOptions withIdleLimit(Duration limit);

  /** The further options of the worker's JVM. */
  List<String> jvmOptions();
}
