package dev.fairlead.internal;

import java.time.Duration;

/** Arithmetic on clock readings in nanoseconds that never wraps around. */
public final class Nanos {

  /** The reading that is never reached. */
  public static final long NEVER = Long.MAX_VALUE;

  private Nanos() {}

  /** The reading a duration after another one; {@link #NEVER} when that is out of range. */
  public static long after(long now, Duration delay) {
    return sum(now, of(delay));
  }

  /** The reading so many nanoseconds after another one; {@link #NEVER} when out of range. */
  public static long sum(long now, long nanos) {
    long sum = now + nanos;
    boolean overflow = ((now ^ sum) & (nanos ^ sum)) < 0;
    return overflow ? (nanos > 0 ? NEVER : Long.MIN_VALUE) : sum;
  }

  /** How many nanoseconds a reading comes after another one, cut to the range of a long. */
  public static long difference(long later, long earlier) {
    long difference = later - earlier;
    boolean overflow = ((later ^ earlier) & (later ^ difference)) < 0;
    return overflow ? (later > 0 ? NEVER : Long.MIN_VALUE) : difference;
  }

  /** The length of a duration, cut to the range of a long. */
  public static long of(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds > 9_000_000_000L) {
      return NEVER;
    }
    return seconds < -9_000_000_000L ? Long.MIN_VALUE : duration.toNanos();
  }
}
