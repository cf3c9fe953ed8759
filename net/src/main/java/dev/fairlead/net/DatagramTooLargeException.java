package dev.fairlead.net;

import java.io.IOException;

/**
 * Thrown when a datagram is larger than the network takes, or than the buffer it is to be received
 * into. Nothing was sent; what came is kept for a receive with more room.
 *
 * {@snippet file="UdpSnippets.java" region="too-large"}
 */
public class DatagramTooLargeException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int size;

  /** Says how large the datagram is and what it does not fit into. */
  public DatagramTooLargeException(int size, String limit) {
    super("a datagram of " + size + " bytes is too large: " + limit);
    this.size = size;
  }

  /** The size of the datagram in bytes. */
  public int size() {
    return size;
  }
}
