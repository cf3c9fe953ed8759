package dev.fairlead;

import java.time.Duration;

/**
 * How long to wait before the next attempt, after so many failures.
 *
 * {@snippet file="RetrySnippets.java" region="backoff"}
 *
 * <p>With jitter, the delays of many that failed at the same moment are spread, so that they do not
 * come back at the same moment.
 */
public sealed interface Backoff permits BackoffSettings {

  /** No delay. */
  static Backoff none() {
    return constant(Duration.ZERO);
  }

  /**
   * The same delay each time.
   *
   * @throws IllegalArgumentException if it is negative
   */
  static Backoff constant(Duration delay) {
    return new BackoffSettings(delay, delay, 1, 0);
  }

  /**
   * A delay that is doubled with each failure, up to the longest.
   *
   * @throws IllegalArgumentException if the first is negative or longer than the longest
   */
  static Backoff exponential(Duration first, Duration longest) {
    return new BackoffSettings(first, longest, 2, 0);
  }

  /** The delay after the first failure. */
  Duration first();

  /** The longest delay. */
  Duration longest();

  /** By what the delay is multiplied after each failure. */
  double factor();

  /** Which part of the delay is drawn by lot: 0 for none of it, 1 for all. */
  double jitter();

  /**
   * Multiplies the delay by another factor than 2.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  Backoff withFactor(double factor);

  /**
   * Draws a part of each delay by lot: with 0.5 a delay of 10 s becomes one between 5 and 10 s.
   *
   * @throws IllegalArgumentException if it is less than 0 or more than 1
   */
  Backoff withJitter(double part);

  /**
   * The delay before the next attempt.
   *
   * @param failures how many attempts have failed, at least 1
   * @param lot between 0 and 1: which of the possible delays to take, 1 for the longest of them
   */
  Duration delay(int failures, double lot);
}
