package dev.fairlead.net;

import dev.fairlead.BrokenResourceException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Consumer;

record ServeSettings(
    int maxConnections,
    Consumer<FailedConnection> failureHook,
    Duration farewellLimit,
    Farewell farewell,
    Duration silenceLimit)
    implements ServeOptions {

  private static final Logger LOGGER = System.getLogger("dev.fairlead.net");

  static final ServeSettings DEFAULTS =
      new ServeSettings(UNLIMITED, ServeSettings::log, Duration.ZERO, stream -> {}, Duration.ZERO);

  ServeSettings {
    if (maxConnections < 1) {
      throw new IllegalArgumentException(
          "at least one connection must be allowed: " + maxConnections);
    }
    if (farewellLimit.isNegative()) {
      throw new IllegalArgumentException(
          "the limit of a farewell must not be negative: " + farewellLimit);
    }
    if (silenceLimit.isNegative()) {
      throw new IllegalArgumentException(
          "the limit of silence must not be negative: " + silenceLimit);
    }
  }

  /** That a peer went away is daily business; anything else is worth a look. */
  private static void log(FailedConnection failed) {
    Level level = failed.failure() instanceof BrokenResourceException ? Level.DEBUG : Level.WARNING;
    LOGGER.log(level, "the handler of " + failed.stream() + " failed", failed.failure());
  }

  @Override
  public ServeOptions withMaxConnections(int maximum) {
    return new ServeSettings(maximum, failureHook, farewellLimit, farewell, silenceLimit);
  }

  @Override
  public ServeOptions withFailureHook(Consumer<FailedConnection> hook) {
    return new ServeSettings(maxConnections, hook, farewellLimit, farewell, silenceLimit);
  }

  @Override
  public ServeOptions withFarewell(Duration limit, Farewell last) {
    return new ServeSettings(maxConnections, failureHook, limit, last, silenceLimit);
  }

  @Override
  public ServeOptions withSilenceLimit(Duration limit) {
    return new ServeSettings(maxConnections, failureHook, farewellLimit, farewell, limit);
  }
}
