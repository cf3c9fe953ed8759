package dev.fairlead.net.spi;

import java.io.IOException;
import java.util.Optional;

/**
 * One listening socket, as a driver makes it. One task at a time accepts.
 *
 * {@snippet file="DriverSnippets.java" region="streams"}
 */
public interface ListenerTransport extends SocketTransport {

  /**
   * Takes a connection that is there, without waiting; empty if there is none.
   *
   * @throws IOException if the operating system refuses; the listener goes on all the same
   */
  Optional<? extends StreamTransport> tryAccept() throws IOException;

  /** Waits until a connection may be there. A checkpoint. */
  void awaitConnection();
}
