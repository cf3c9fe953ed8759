package dev.fairlead.process;

import dev.fairlead.sync.CapacityLimiter;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

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

  /**
   * Has each line told that the function prints, in order, named after the worker. What it prints
   * to its standard output and to its standard error comes as one, and what it prints after its
   * last line is a line too. A line of more than 64 KiB comes in pieces.
   *
   * <p>The listener is called in a task that belongs to the call; as long as it waits, the function
   * waits with its next lines. What it throws ends the call, and the worker. Where processes are
   * started by native code, all that was printed before the function returned has been told when
   * the call returns; elsewhere the last lines may be told of by the next call. What other threads
   * print after it has returned comes with the next function.
   */
  WorkerOptions withOutputListener(Consumer<? super OutputLine> listener);

  /** The further options of the worker's JVM. */
  List<String> jvmOptions();
}
