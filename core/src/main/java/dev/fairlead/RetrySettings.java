package dev.fairlead;

import dev.fairlead.sync.RateLimiter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

record RetrySettings(
    int attempts,
    Backoff backoff,
    Optional<Duration> limit,
    Predicate<? super Exception> retryable,
    Optional<RateLimiter> budget,
    Optional<Consumer<? super Retry.Attempt>> observer)
    implements RetryOptions {

  static final RetrySettings DEFAULTS =
      new RetrySettings(
          3,
          Backoff.exponential(Duration.ofMillis(100), Duration.ofSeconds(10)).withJitter(0.5),
          Optional.empty(),
          _ -> true,
          Optional.empty(),
          Optional.empty());

  RetrySettings {
    if (attempts < 1) {
      throw new IllegalArgumentException("the number of attempts must be at least 1: " + attempts);
    }
    if (limit.isPresent() && limit.get().isNegative()) {
      throw new IllegalArgumentException("the limit must not be negative: " + limit.get());
    }
  }

  @Override
  public RetryOptions withAttempts(int count) {
    return new RetrySettings(count, backoff, limit, retryable, budget, observer);
  }

  @Override
  public RetryOptions withBackoff(Backoff delays) {
    return new RetrySettings(attempts, delays, limit, retryable, budget, observer);
  }

  @Override
  public RetryOptions withLimit(Duration duration) {
    return new RetrySettings(attempts, backoff, Optional.of(duration), retryable, budget, observer);
  }

  @Override
  public RetryOptions withRetryable(Predicate<? super Exception> predicate) {
    return new RetrySettings(attempts, backoff, limit, predicate, budget, observer);
  }

  @Override
  public RetryOptions withBudget(RateLimiter limiter) {
    return new RetrySettings(attempts, backoff, limit, retryable, Optional.of(limiter), observer);
  }

  @Override
  public RetryOptions withObserver(Consumer<? super Retry.Attempt> consumer) {
    return new RetrySettings(attempts, backoff, limit, retryable, budget, Optional.of(consumer));
  }
}
