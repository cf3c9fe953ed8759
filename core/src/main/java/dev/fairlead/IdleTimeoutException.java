package dev.fairlead;

import java.io.IOException;
import java.time.Duration;

/**
 * Thrown when nothing has moved on a stream, in either direction, for longer than is allowed.
 *
 * {@snippet file="IdleTimeoutByteStreamSnippets.java" region="idle"}
 */
public class IdleTimeoutException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Says how long nothing moved. */
  public IdleTimeoutException(Duration limit) {
    super("nothing was received or sent for " + limit);
  }
}
