package dev.fairlead;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * Options of {@link CircuitBreaker}.
 *
 * {@snippet file="CircuitBreakerSnippets.java" region="breaker"}
 */
public sealed interface CircuitBreakerOptions permits CircuitBreakerSettings {

  /** Opens after 5 failures in a row, for 10 s; every exception is a failure. */
  static CircuitBreakerOptions defaults() {
    return CircuitBreakerSettings.DEFAULTS;
  }

  /** After how many failures in a row it opens. */
  int failures();

  /** For how long it refuses calls once it is open. */
  Duration openFor();

  /** Which exceptions are failures of what is called. */
  Predicate<? super Exception> counted();

  /**
   * Opens after so many failures in a row.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  CircuitBreakerOptions withFailures(int failures);

  /**
   * Refuses calls for so long once it is open.
   *
   * @throws IllegalArgumentException if the duration is not positive
   */
  CircuitBreakerOptions withOpenFor(Duration duration);

  /** Counts only some exceptions; the others say nothing about what is called. */
  CircuitBreakerOptions withCounted(Predicate<? super Exception> counted);
}
