package dev.fairlead;

import java.time.Duration;
import java.util.function.Predicate;

record CircuitBreakerSettings(int failures, Duration openFor, Predicate<? super Exception> counted)
    implements CircuitBreakerOptions {

  static final CircuitBreakerSettings DEFAULTS =
      new CircuitBreakerSettings(5, Duration.ofSeconds(10), _ -> true);

  CircuitBreakerSettings {
    if (failures < 1) {
      throw new IllegalArgumentException("the number of failures must be at least 1: " + failures);
    }
    if (!openFor.isPositive()) {
      throw new IllegalArgumentException("the time must be longer than zero: " + openFor);
    }
  }

  @Override
  public CircuitBreakerOptions withFailures(int count) {
    return new CircuitBreakerSettings(count, openFor, counted);
  }

  @Override
  public CircuitBreakerOptions withOpenFor(Duration duration) {
    return new CircuitBreakerSettings(failures, duration, counted);
  }

  @Override
  public CircuitBreakerOptions withCounted(Predicate<? super Exception> predicate) {
    return new CircuitBreakerSettings(failures, openFor, predicate);
  }
}
