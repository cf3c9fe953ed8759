package dev.fairlead.sync;

import dev.fairlead.internal.Engine;
import dev.fairlead.internal.Nanos;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A bucket of tokens that is full at first and is filled at a steady rate. Guarded by its owner.
 *
 * <p>It knows when it will be full and not how full it is, so nothing has to be done as time goes
 * by.
 */
final class TokenBucket {

  // One that takes longer to be filled is taken for one that takes so long, 146 years: a later end
  // may not be on the clock.
  private static final long LONGEST_FILL_NANOS = Long.MAX_VALUE / 2;

  private final int size;

  // How long a token takes. As one double, long times would be off by more than a nanosecond.
  private final long wholeNanos;
  private final double restNanos;

  // Full at this reading of this runtime's clock, plus or minus a part of a nanosecond: without it
  // the last token of a full bucket would come late by what the others were rounded.
  private long fullAtNanos;
  private double fullAtRest;
  private @Nullable Engine clock;

  TokenBucket(int size, int tokens, Duration period) {
    long nanos = Nanos.of(period);
    long longest = LONGEST_FILL_NANOS / size;
    boolean tooLong = nanos / tokens >= longest;
    this.size = size;
    this.wholeNanos = tooLong ? longest : nanos / tokens;
    this.restNanos = tooLong ? 0 : nanos % tokens / (double) tokens;
  }

  /** When there will be so many tokens, if nobody takes any meanwhile. */
  long dueAt(Engine reader, long now, long tokens) {
    goOnWith(reader, now);
    double rest = fullAtNanos < now ? 0 : fullAtRest;
    return Nanos.sum(Math.max(fullAtNanos, now), nanosFor(tokens, rest) - nanosFor(size, 0));
  }

  /** Takes so many tokens, which are there. */
  void take(Engine reader, long now, int tokens) {
    goOnWith(reader, now);
    if (fullAtNanos < now) {
      fullAtNanos = now;
      fullAtRest = 0;
    }
    double rest = fullAtRest + tokens * restNanos;
    fullAtNanos = Nanos.sum(fullAtNanos, nanosFor(tokens, fullAtRest));
    fullAtRest = rest - Math.round(rest);
  }

  /** How long so many tokens take, and a part of a nanosecond. */
  private long nanosFor(long tokens, double rest) {
    boolean tooLong = tokens > Long.MAX_VALUE / Math.max(1, wholeNanos);
    long whole = tooLong ? Long.MAX_VALUE : tokens * wholeNanos;
    return Nanos.sum(whole, Math.round(rest + tokens * restNanos));
  }

  /** What is missing moves along to the clock of another runtime. */
  private void goOnWith(Engine reader, long now) {
    if (clock != reader) {
      fullAtNanos = Nanos.sum(now, missingNanos());
      clock = reader;
    }
  }

  /** How many tokens are there. */
  int available() {
    return (int) Math.max(0, Math.floor(size - missingNanos() / (wholeNanos + restNanos)));
  }

  boolean isFull() {
    return missingNanos() == 0;
  }

  /** How long it takes until the bucket is full. */
  private long missingNanos() {
    Engine known = clock;
    return known == null ? 0 : Math.max(0, fullAtNanos - known.nanoTime());
  }
}
