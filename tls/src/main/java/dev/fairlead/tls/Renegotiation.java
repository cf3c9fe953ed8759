package dev.fairlead.tls;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Refuses a second handshake on a connection. */
final class Renegotiation {

  /*
   * TLS before 1.3 lets either side begin a new handshake in the middle of the data. It is refused
   * here, because
   *
   * - it may put another certificate behind a stream whose peer is known already, and nobody who
   *   looked at TlsAttributes.PEER would hear of it;
   * - each one costs a server far more than its client (CVE-2011-1473), and several attacks live on
   *   it (CVE-2009-3555, the triple handshake);
   * - nothing is to be gained any more: TLS 1.3 has none, HTTP/2 forbids it (RFC 9113 section
   *   9.2.1), and a server can ask for a certificate in the first handshake;
   * - neither direction could go on without the other while it lasts, and here they never wait for
   *   each other.
   *
   * What the peer sends is recognised by the type of its records, which these versions leave
   * readable: once the first handshake is over, any record of a handshake begins another.
   */

  // RFC 5246 section 6.2.1.
  private static final byte HANDSHAKE_RECORD = 22;

  // TLS 1.3 has ciphers of its own, which no older version can use.
  private static final String[] CIPHER_OF_TLS13 = {"TLS_AES_128_GCM_SHA256"};

  private final SSLEngine engine;

  // Written when the handshake is over, before anybody else sees the stream.
  private boolean possible;

  Renegotiation(SSLEngine engine) {
    this.engine = engine;
  }

  /** Looks from now on: the first handshake is over. */
  void handshakeDone() {
    possible = !engine.getSession().getProtocol().equals("TLSv1.3");
  }

  /**
   * Checks the next record of the peer, if there is one.
   *
   * @throws SSLException if it begins another handshake; the engine has an alert for the peer then
   */
  void checkReceived(ByteBuffer records) throws SSLException {
    if (possible && records.hasRemaining() && records.get(records.position()) == HANDSHAKE_RECORD) {
      var refusal =
          new SSLException(
              "the peer has begun another handshake (renegotiation), which is refused; use TLS 1.3,"
                  + " or ask for certificates in the first handshake");
      makeAlert(refusal);
      throw refusal;
    }
  }

  /** Lets the engine try what cannot succeed, so that it has to tell the peer of a failure. */
  private void makeAlert(SSLException refusal) {
    try {
      engine.setEnabledProtocols(new String[] {engine.getSession().getProtocol()});
      engine.setEnabledCipherSuites(CIPHER_OF_TLS13);
      engine.beginHandshake();
    } catch (SSLException | IllegalArgumentException expected) {
      refusal.addSuppressed(expected);
    }
  }

  /**
   * Checks that this program has not begun one, on the engine itself.
   *
   * @throws IllegalStateException if it has
   */
  void checkSending() {
    if (possible && isBegunHere()) {
      throw new IllegalStateException(
          "somebody has called beginHandshake() on the engine of this stream, but a second"
              + " handshake (renegotiation) is refused; close the stream and make a new"
              + " connection");
    }
  }

  private boolean isBegunHere() {
    return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING
        && !engine.isInboundDone()
        && !engine.isOutboundDone();
  }
}
