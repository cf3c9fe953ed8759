package dev.fairlead.tls;

import java.time.Duration;

/** What a stream does at its end. */
record StreamSettings(TlsTruncation truncation, Duration closeTimeout) {

  // Long enough for a peer on the other side of the world, short enough to wait for.
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  static final StreamSettings DEFAULTS = new StreamSettings(TlsTruncation.STRICT, CLOSE_TIMEOUT);

  StreamSettings {
    if (closeTimeout.isNegative()) {
      throw new IllegalArgumentException(
          "the time for closing must be 0 or more: " + closeTimeout + "; 0 says no goodbye");
    }
  }

  StreamSettings withTruncation(TlsTruncation newTruncation) {
    return new StreamSettings(newTruncation, closeTimeout);
  }

  StreamSettings withCloseTimeout(Duration timeout) {
    return new StreamSettings(truncation, timeout);
  }
}
