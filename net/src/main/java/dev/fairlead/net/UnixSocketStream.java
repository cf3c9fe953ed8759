package dev.fairlead.net;

/** A connection over a UNIX socket, to another process of this machine. */
public interface UnixSocketStream extends SocketStream {

  @Override
  UnixAddress localAddress();

  @Override
  UnixAddress remoteAddress();

  /**
   * Who is on the other side: as it was when the connection was made.
   *
   * @throws java.io.IOException if the system does not tell
   */
  PeerCredentials peerCredentials() throws java.io.IOException;
}
