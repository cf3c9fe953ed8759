package dev.fairlead.tls;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/**
 * Runs what an engine delegates: key exchange, signatures, the check of certificates. They run in
 * the task that does the handshake; each takes about a millisecond.
 */
final class EngineTasks {

  private EngineTasks() {}

  /** Runs all there are and returns what comes next. */
  static HandshakeStatus run(SSLEngine engine) {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
    return engine.getHandshakeStatus();
  }
}
