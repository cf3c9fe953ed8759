package dev.fairlead.net;

import java.io.IOException;

/**
 * Two UNIX sockets that are connected to each other and have no address: what goes in on one side
 * comes out on the other.
 *
 * {@snippet file="UnixSnippets.java" region="pair"}
 *
 * @param first one side
 * @param second the other
 */
public record UnixSocketPair(UnixSocketStream first, UnixSocketStream second)
    implements AutoCloseable {

  /** Closes both sides. */
  @Override
  public void close() throws IOException {
    try (second) {
      first.close();
    }
  }
}
