package dev.fairlead;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Options of a {@link Supervisor}.
 *
 * {@snippet file="SupervisorSnippets.java" region="supervisor"}
 */
public sealed interface SupervisorOptions permits SupervisorSettings {

  /**
   * Restarts what fails, at most 5 times within a minute, with delays from 100 ms up to 10 s, half
   * of which is jitter.
   */
  static SupervisorOptions defaults() {
    return SupervisorSettings.DEFAULTS;
  }

  /** Which ends are followed by a restart. */
  Supervisor.Restart restart();

  /** How long to wait before a restart. */
  Backoff backoff();

  /** How many restarts there are within the period at most. */
  int restarts();

  /** The period in which restarts are counted. */
  Duration period();

  /** What is told of restarts, and when there are too many; empty for nobody. */
  Optional<Consumer<? super Supervisor.Event>> observer();

  /** Chooses which ends are followed by a restart. */
  SupervisorOptions withRestart(Supervisor.Restart restart);

  /** Chooses the delays before restarts. */
  SupervisorOptions withBackoff(Backoff backoff);

  /**
   * Limits the restarts, of all tasks of the supervisor together.
   *
   * @throws IllegalArgumentException if the number is negative or the period is not positive
   */
  SupervisorOptions withIntensity(int restarts, Duration period);

  /** Tells somebody of restarts, and when there are too many. */
  SupervisorOptions withObserver(Consumer<? super Supervisor.Event> observer);
}
