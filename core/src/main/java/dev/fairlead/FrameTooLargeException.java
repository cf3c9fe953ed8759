package dev.fairlead;

import java.io.IOException;

/**
 * Thrown when the other side announces a frame that is larger than this side takes.
 *
 * {@snippet file="FailureSnippets.java" region="frames"}
 */
public class FrameTooLargeException extends IOException {

  private static final long serialVersionUID = 1L;

  private final long size;
  private final int maxBytes;

  /** Says how large the frame is, and how large it may be. */
  public FrameTooLargeException(long size, int maxBytes) {
    super(
        "a frame of "
            + Long.toUnsignedString(size)
            + " bytes was announced, "
            + maxBytes
            + " are allowed; raise the limit or refuse the peer");
    this.size = size;
    this.maxBytes = maxBytes;
  }

  /** The announced size; negative for one of 2^63 bytes or more. */
  public long size() {
    return size;
  }

  /** The largest size that is taken. */
  public int maxBytes() {
    return maxBytes;
  }
}
