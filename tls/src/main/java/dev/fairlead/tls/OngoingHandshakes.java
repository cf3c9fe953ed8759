package dev.fairlead.tls;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;

/**
 * What is known about the first handshakes that are going on with engines of one context, for those
 * whom the engine asks in between. Any thread.
 *
 * <p>An engine that has needed no certificate by the end of its handshake has resumed an earlier
 * session; engines do not tell otherwise.
 */
final class OngoingHandshakes {

  private static final class Handshake {
    final ClientHello clientHello;
    volatile boolean neededCertificate;

    Handshake(ClientHello clientHello) {
      this.clientHello = clientHello;
    }
  }

  // Only first handshakes: later ones need certificates too, before TLS 1.3.
  private final Map<SSLEngine, Handshake> handshakes = new ConcurrentHashMap<>();

  /**
   * Begins to keep what is known.
   *
   * @param clientHello reads what the client says, on the side of the server
   */
  void begin(SSLEngine engine, ClientHello clientHello) {
    handshakes.put(engine, new Handshake(clientHello));
  }

  /** Notes that a certificate was needed. */
  void noteCertificate(SSLEngine engine) {
    Handshake handshake = handshakes.get(engine);
    if (handshake != null) {
      handshake.neededCertificate = true;
    }
  }

  /** The name that the client of an engine has asked for. */
  Optional<String> requestedName(SSLEngine engine) {
    Handshake handshake = handshakes.get(engine);
    return handshake == null ? Optional.empty() : handshake.clientHello.serverName();
  }

  /** Forgets the engine; returns whether it has needed a certificate. */
  boolean end(SSLEngine engine) {
    Handshake handshake = handshakes.remove(engine);
    return handshake != null && handshake.neededCertificate;
  }
}
