package dev.fairlead.tls;

import javax.net.ssl.SSLEngine;

/** Finds out whether a handshake has resumed an earlier session. Made before the handshake. */
abstract class Resumption {

  private Resumption() {}

  /** Asked once, after the handshake. */
  abstract boolean isResumed(SSLEngine engine);

  /** Called if the handshake fails. */
  abstract void forget();

  /** For engines of our contexts: a handshake without certificates has resumed a session. */
  static Resumption byCertificate(SSLEngine engine, FullHandshakes handshakes) {
    return new Resumption() {
      @Override
      boolean isResumed(SSLEngine same) {
        return !handshakes.remove(engine);
      }

      @Override
      void forget() {
        handshakes.remove(engine);
      }
    };
  }

  /** For all others: a session that is older than its handshake was resumed. */
  static Resumption byAge() {
    long start = System.currentTimeMillis();
    return new Resumption() {
      @Override
      boolean isResumed(SSLEngine engine) {
        return engine.getSession().getCreationTime() < start;
      }

      @Override
      void forget() {}
    };
  }
}
