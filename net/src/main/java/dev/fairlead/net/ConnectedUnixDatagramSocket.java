package dev.fairlead.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A UNIX socket for datagrams with one peer. The peer can only answer if this socket has an address
 * of its own.
 *
 * {@snippet file="UnixSnippets.java" region="connected-datagrams"}
 */
public interface ConnectedUnixDatagramSocket extends DatagramSocketStream<byte[]> {

  @Override
  UnixAddress localAddress();

  /** The address of the peer. */
  UnixAddress remoteAddress();

  /**
   * Waits for a datagram and puts it into the buffer. A checkpoint.
   *
   * @return its size
   * @throws DatagramTooLargeException if there is not enough room in the buffer; the datagram waits
   *     for a receive with more room
   */
  int receive(ByteBuffer target) throws IOException;

  /**
   * Sends one datagram. A checkpoint.
   *
   * @throws DatagramTooLargeException if no datagram can be that large
   */
  void send(ByteBuffer data) throws IOException;
}
