package dev.fairlead.net;

import java.io.IOException;
import java.util.List;

/**
 * A connection over a UNIX socket, to another process of this machine.
 *
 * {@snippet file="UnixSnippets.java" region="listen"}
 */
public interface UnixSocketStream extends SocketStream {

  @Override
  UnixAddress localAddress();

  @Override
  UnixAddress remoteAddress();

  /**
   * Who is on the other side: as it was when the connection was made.
   *
   * @throws IOException if the system does not tell
   */
  PeerCredentials peerCredentials() throws IOException;

  /**
   * Sends a message together with open descriptors, which the other side then has too. They stay
   * open here. A checkpoint; cancelled, it is as any send: the descriptors have gone with the first
   * byte.
   *
   * {@snippet file="UnixSnippets.java" region="descriptors"}
   *
   * @throws IllegalArgumentException if the message is empty, or there are no descriptors, or more
   *     than the system takes with one message
   * @throws UnsupportedOperationException if the connection was not opened for this, see {@link
   *     UnixConnectOptions#withDescriptors}
   */
  void sendFds(byte[] message, List<Descriptor> descriptors) throws IOException;

  /**
   * Waits for a message and the descriptors that come with it. A checkpoint; cancelled, it has
   * taken nothing.
   *
   * <p>A plain receive closes descriptors that come with what it receives.
   *
   * @param maxBytes how much is received at most
   * @param maxDescriptors how many descriptors are taken at most
   * @throws dev.fairlead.EndOfStreamException if the other side has ended the stream
   * @throws dev.fairlead.BrokenResourceException if more descriptors came; they have been closed
   * @throws UnsupportedOperationException if the connection was not opened for this, see {@link
   *     UnixConnectOptions#withDescriptors}
   */
  ReceivedDescriptors receiveFds(int maxBytes, int maxDescriptors) throws IOException;
}
