package dev.fairlead;

import dev.fairlead.sync.RateLimiter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Options of {@link Retry}.
 *
 * {@snippet file="RetrySnippets.java" region="retry"}
 */
public sealed interface RetryOptions permits RetrySettings {

  /** So many attempts as are needed. */
  int UNLIMITED = Integer.MAX_VALUE;

  /**
   * Three attempts; every exception is worth another one; delays from 100 ms up to 10 s, half of
   * which is jitter.
   */
  static RetryOptions defaults() {
    return RetrySettings.DEFAULTS;
  }

  /** How many attempts there are at most. */
  int attempts();

  /** How long to wait between attempts. */
  Backoff backoff();

  /** How long after the beginning the last attempt may start; empty for no such limit. */
  Optional<Duration> limit();

  /** Which failures are worth another attempt. */
  Predicate<? super Exception> retryable();

  /** What every attempt but the first takes a token from; empty for nothing. */
  Optional<RateLimiter> budget();

  /** What is told of failures after which there is another attempt; empty for nobody. */
  Optional<Consumer<? super Retry.Attempt>> observer();

  /**
   * Limits the number of attempts.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  RetryOptions withAttempts(int attempts);

  /** Chooses the delays between attempts. */
  RetryOptions withBackoff(Backoff backoff);

  /**
   * Starts no attempt later than this after the beginning.
   *
   * @throws IllegalArgumentException if it is negative
   */
  RetryOptions withLimit(Duration limit);

  /** Tries again only after some failures; others are thrown at once. */
  RetryOptions withRetryable(Predicate<? super Exception> retryable);

  /**
   * Takes a token for every attempt but the first, and gives up when there is none. Shared by all
   * who call the same service, it keeps them from making the trouble of that service worse.
   */
  RetryOptions withBudget(RateLimiter budget);

  /** Tells somebody of every failure after which there is another attempt. */
  RetryOptions withObserver(Consumer<? super Retry.Attempt> observer);
}
