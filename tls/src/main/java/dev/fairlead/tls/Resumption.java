package dev.fairlead.tls;

import javax.net.ssl.SSLEngine;

/** Finds out whether the handshake of an engine has resumed an earlier session. */
interface Resumption {

  /** Called before the handshake. */
  void begin(SSLEngine engine, ClientHello clientHello);

  /** Called once after the handshake, also if it has failed; returns whether it has resumed. */
  boolean end(SSLEngine engine);

  /** For engines of our contexts: a handshake without certificates has resumed a session. */
  static Resumption byCertificate(OngoingHandshakes handshakes) {
    return new Resumption() {
      @Override
      public void begin(SSLEngine engine, ClientHello clientHello) {
        handshakes.begin(engine, clientHello);
      }

      @Override
      public boolean end(SSLEngine engine) {
        return !handshakes.end(engine);
      }
    };
  }

  /**
   * For all others: a session that is older than its handshake was resumed. The handshake may begin
   * long after it was prepared, and the client may have got the session meanwhile.
   */
  static Resumption byAge() {
    return new Resumption() {
      private long start;

      @Override
      public void begin(SSLEngine engine, ClientHello clientHello) {
        start = System.currentTimeMillis();
      }

      @Override
      public boolean end(SSLEngine engine) {
        return engine.getSession().getCreationTime() < start;
      }
    };
  }
}
