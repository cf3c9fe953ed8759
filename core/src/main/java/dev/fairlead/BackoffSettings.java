package dev.fairlead;

import java.time.Duration;

record BackoffSettings(Duration first, Duration longest, double factor, double jitter)
    implements Backoff {

  BackoffSettings {
    if (first.isNegative() || first.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "the first delay must be between zero and the longest: " + first + " and " + longest);
    }
    if (!(factor >= 1)) {
      throw new IllegalArgumentException("the factor must be at least 1: " + factor);
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("the jitter must be between 0 and 1: " + jitter);
    }
  }

  @Override
  public Backoff withFactor(double other) {
    return new BackoffSettings(first, longest, other, jitter);
  }

  @Override
  public Backoff withJitter(double part) {
    return new BackoffSettings(first, longest, factor, part);
  }

  @Override
  public Duration delay(int failures, double lot) {
    double longestNanos = nanos(longest);
    double nanos = Math.min(longestNanos, nanos(first) * Math.pow(factor, failures - 1));
    return Duration.ofNanos((long) (nanos * (1 - jitter + jitter * lot)));
  }

  private static double nanos(Duration duration) {
    return duration.getSeconds() * 1e9 + duration.getNano();
  }
}
