package dev.fairlead.tls;

import java.time.Duration;

/** What a stream does at its end. */
record StreamSettings(TlsTruncation truncation, Duration closeTimeout) {

  /** Long enough for a peer on the other side of the world, short enough to wait for. */
  static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(1);

  static final StreamSettings DEFAULTS =
      new StreamSettings(TlsTruncation.STRICT, DEFAULT_CLOSE_TIMEOUT);

  StreamSettings {
    if (closeTimeout.isNegative()) {
      throw new IllegalArgumentException(
          "the time for closing must not be negative: " + closeTimeout + "; 0 closes at once");
    }
  }
}
