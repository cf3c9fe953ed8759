package dev.fairlead.net;

/**
 * Takes TCP connections. All of its addresses have the same port.
 *
 * {@snippet file="TcpSnippets.java" region="listen-options"}
 */
public interface TcpListener extends SocketListener<SocketStream> {

  /** The port of this side. */
  int port();
}
