package dev.fairlead;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

record SupervisorSettings(
    Supervisor.Restart restart,
    Backoff backoff,
    int restarts,
    Duration period,
    Optional<Consumer<? super Supervisor.Event>> observer)
    implements SupervisorOptions {

  static final SupervisorSettings DEFAULTS =
      new SupervisorSettings(
          Supervisor.Restart.ON_FAILURE,
          Backoff.exponential(Duration.ofMillis(100), Duration.ofSeconds(10)).withJitter(0.5),
          5,
          Duration.ofMinutes(1),
          Optional.empty());

  SupervisorSettings {
    if (restarts < 0) {
      throw new IllegalArgumentException(
          "the number of restarts must not be negative: " + restarts);
    }
    if (!period.isPositive()) {
      throw new IllegalArgumentException("the period must be longer than zero: " + period);
    }
  }

  @Override
  public SupervisorOptions withRestart(Supervisor.Restart policy) {
    return new SupervisorSettings(policy, backoff, restarts, period, observer);
  }

  @Override
  public SupervisorOptions withBackoff(Backoff delays) {
    return new SupervisorSettings(restart, delays, restarts, period, observer);
  }

  @Override
  public SupervisorOptions withIntensity(int count, Duration within) {
    return new SupervisorSettings(restart, backoff, count, within, observer);
  }

  @Override
  public SupervisorOptions withObserver(Consumer<? super Supervisor.Event> consumer) {
    return new SupervisorSettings(restart, backoff, restarts, period, Optional.of(consumer));
  }
}
