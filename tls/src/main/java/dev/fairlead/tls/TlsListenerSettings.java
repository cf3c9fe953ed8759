package dev.fairlead.tls;

import dev.fairlead.tls.TlsHandshakeException.Reason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Consumer;

record TlsListenerSettings(
    Duration handshakeTimeout,
    int maxHandshakes,
    Consumer<FailedHandshake> failureHook,
    Duration farewellLimit,
    Farewell farewell)
    implements TlsListenerOptions {

  private static final Logger LOGGER = System.getLogger("dev.fairlead.tls");

  static final TlsListenerSettings DEFAULTS =
      new TlsListenerSettings(
          Duration.ofSeconds(30), 1000, TlsListenerSettings::log, Duration.ZERO, stream -> {});

  TlsListenerSettings {
    if (!handshakeTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "a handshake needs some time: " + handshakeTimeout + "; 30 s are usual");
    }
    if (maxHandshakes < 1) {
      throw new IllegalArgumentException(
          "at least one handshake must be allowed at a time: " + maxHandshakes);
    }
    if (farewellLimit.isNegative()) {
      throw new IllegalArgumentException(
          "the limit of a farewell must not be negative: " + farewellLimit);
    }
  }

  private static void log(FailedHandshake failed) {
    LOGGER.log(levelOf(failed.failure()), "no TLS on " + failed.transport(), failed.failure());
  }

  /** Any open port sees scanners all day, and clients that give up; whoever runs it need not. */
  static Level levelOf(Exception failure) {
    boolean dailyBusiness =
        failure instanceof TlsHandshakeException handshake
            && (handshake.reason() == Reason.PEER_GONE || handshake.reason() == Reason.NOT_TLS);
    return dailyBusiness ? Level.DEBUG : Level.WARNING;
  }

  @Override
  public TlsListenerOptions withHandshakeTimeout(Duration limit) {
    return new TlsListenerSettings(limit, maxHandshakes, failureHook, farewellLimit, farewell);
  }

  @Override
  public TlsListenerOptions withMaxHandshakes(int maximum) {
    return new TlsListenerSettings(handshakeTimeout, maximum, failureHook, farewellLimit, farewell);
  }

  @Override
  public TlsListenerOptions withFailureHook(Consumer<FailedHandshake> hook) {
    return new TlsListenerSettings(handshakeTimeout, maxHandshakes, hook, farewellLimit, farewell);
  }

  @Override
  public TlsListenerOptions withFarewell(Duration limit, Farewell last) {
    return new TlsListenerSettings(handshakeTimeout, maxHandshakes, failureHook, limit, last);
  }
}
