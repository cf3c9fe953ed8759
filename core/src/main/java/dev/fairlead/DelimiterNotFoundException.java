package dev.fairlead;

import java.io.IOException;

/**
 * Thrown when a delimiter does not end within the allowed number of bytes. The bytes stay in the
 * buffer of the stream.
 *
 * {@snippet file="FailureSnippets.java" region="incomplete"}
 */
public class DelimiterNotFoundException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int maxBytes;

  /** Says how many bytes were allowed, delimiter included. */
  public DelimiterNotFoundException(int maxBytes) {
    super(
        "no delimiter ended within the first "
            + maxBytes
            + " bytes; raise the limit or refuse the peer");
    this.maxBytes = maxBytes;
  }

  /** The number of bytes that were allowed, delimiter included. */
  public int maxBytes() {
    return maxBytes;
  }
}
