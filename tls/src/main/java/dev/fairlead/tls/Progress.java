package dev.fairlead.tls;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;

/** Ends a loop around an engine that says it is fine and does nothing. */
final class Progress {

  // An engine may report a change of state on its own, without any bytes, but not so often in a
  // row.
  private static final int PATIENCE = 100;

  private final SSLEngine engine;
  private int idleResults;

  Progress(SSLEngine engine) {
    this.engine = engine;
  }

  /** Whether no byte has moved. */
  boolean isNone(SSLEngineResult result) {
    return result.bytesConsumed() == 0 && result.bytesProduced() == 0;
  }

  /** Counts results in which no byte has moved. */
  void note(SSLEngineResult result) {
    idleResults = isNone(result) ? idleResults + 1 : 0;
    if (idleResults > PATIENCE) {
      throw new IllegalStateException(
          "the TLS engine makes no progress; its last answer was: "
              + result
              + "; this is an error of the provider of "
              + engine.getClass().getName());
    }
  }

  /** Checks that an engine that finds no room has been given room. */
  void ensureOverflowIsFull(ByteBuffer room) {
    if (room.position() == 0) {
      throw new IllegalStateException(
          "the TLS engine finds "
              + room.remaining()
              + " bytes too small for one record; this is an error of the provider of "
              + engine.getClass().getName());
    }
  }
}
