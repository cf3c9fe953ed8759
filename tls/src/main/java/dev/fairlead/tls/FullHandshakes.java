package dev.fairlead.tls;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;

/**
 * Which engines have shown or checked a certificate. One that has done neither by the end of its
 * handshake has resumed an earlier session; engines do not tell otherwise.
 */
final class FullHandshakes {

  private final Set<SSLEngine> engines = ConcurrentHashMap.newKeySet();

  /** Notes that a certificate was needed. */
  void note(SSLEngine engine) {
    engines.add(engine);
  }

  /** Forgets the engine; returns whether a certificate was needed. */
  boolean remove(SSLEngine engine) {
    return engines.remove(engine);
  }
}
