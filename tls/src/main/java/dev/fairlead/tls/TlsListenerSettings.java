package dev.fairlead.tls;

import dev.fairlead.tls.TlsHandshakeException.Reason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Consumer;

record TlsListenerSettings(
    Duration handshakeTimeout, int maxHandshakes, Consumer<FailedHandshake> failureHook)
    implements TlsListenerOptions {

  private static final Logger LOGGER = System.getLogger("dev.fairlead.tls");

  static final TlsListenerSettings DEFAULTS =
      new TlsListenerSettings(Duration.ofSeconds(30), 1000, TlsListenerSettings::log);

  TlsListenerSettings {
    if (!handshakeTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "a handshake needs some time: " + handshakeTimeout + "; 30 s are usual");
    }
    if (maxHandshakes < 1) {
      throw new IllegalArgumentException(
          "at least one handshake must be allowed at a time: " + maxHandshakes);
    }
  }

  private static void log(FailedHandshake failed) {
    Level level = isDailyBusiness(failed.failure()) ? Level.DEBUG : Level.WARNING;
    LOGGER.log(level, "no TLS on " + failed.transport(), failed.failure());
  }

  /** Whether it is what any open port sees all day: scanners, and clients that give up. */
  private static boolean isDailyBusiness(Exception failure) {
    return failure instanceof TlsHandshakeException handshake
        && (handshake.reason() == Reason.PEER_GONE || handshake.reason() == Reason.NOT_TLS);
  }

  @Override
  public TlsListenerOptions withHandshakeTimeout(Duration limit) {
    return new TlsListenerSettings(limit, maxHandshakes, failureHook);
  }

  @Override
  public TlsListenerOptions withMaxHandshakes(int maximum) {
    return new TlsListenerSettings(handshakeTimeout, maximum, failureHook);
  }

  @Override
  public TlsListenerOptions withFailureHook(Consumer<FailedHandshake> hook) {
    return new TlsListenerSettings(handshakeTimeout, maxHandshakes, hook);
  }
}
