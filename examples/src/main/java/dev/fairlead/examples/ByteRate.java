package dev.fairlead.examples;

import dev.fairlead.sync.RateLimiter;
import java.time.Duration;
import java.util.Optional;

/** So many bytes a second, or as many as there are. */
final class ByteRate {

  private final Optional<RateLimiter> limiter;
  private final int perSecond;

  private ByteRate(Optional<RateLimiter> limiter, int perSecond) {
    this.limiter = limiter;
    this.perSecond = perSecond;
  }

  static ByteRate unlimited() {
    return new ByteRate(Optional.empty(), Integer.MAX_VALUE);
  }

  static ByteRate of(int perSecond) {
    return new ByteRate(Optional.of(new RateLimiter(perSecond, Duration.ofSeconds(1))), perSecond);
  }

  /** Waits until so many more may pass. */
  void await(int bytes) {
    limiter.ifPresent(limit -> {
      for (int left = bytes; left > 0; left -= perSecond) {
        limit.acquire(Math.min(left, perSecond));
      }
    });
  }
}
