package dev.fairlead.tls;

import dev.fairlead.stream.ByteStream;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** What all handshakes of one context have in common, on either side. */
record HandshakeBasis(
    SharedSettings settings, SSLContext sslContext, OngoingHandshakes handshakes) {

  /**
   * Checks that the context knows what the settings name.
   *
   * @throws IllegalArgumentException if it does not
   */
  HandshakeBasis {
    settings.engine().check(sslContext);
  }

  /**
   * Takes the context of the settings.
   *
   * @param ours makes one where they have none
   */
  static HandshakeBasis of(SharedSettings settings, Function<OngoingHandshakes, SSLContext> ours) {
    var handshakes = new OngoingHandshakes();
    SSLContext sslContext = settings.sslContext().orElseGet(() -> ours.apply(handshakes));
    return new HandshakeBasis(settings, sslContext, handshakes);
  }

  /** The same context and sessions, with other settings. */
  HandshakeBasis with(SharedSettings newSettings) {
    return new HandshakeBasis(newSettings, sslContext, handshakes);
  }

  /** Prepares a handshake with an engine of the context, which is given everything chosen. */
  Handshake handshake(
      ByteStream transport,
      SSLEngine engine,
      boolean clientMode,
      UnaryOperator<SSLParameters> choicesOfThisSide) {
    engine.setUseClientMode(clientMode);
    settings.engine().apply(engine, choicesOfThisSide);
    return EngineTlsStream.handshake(transport, engine, settings.stream(), resumption());
  }

  private Resumption resumption() {
    return settings.sslContext().isPresent()
        ? Resumption.byAge()
        : Resumption.byCertificate(handshakes);
  }
}
