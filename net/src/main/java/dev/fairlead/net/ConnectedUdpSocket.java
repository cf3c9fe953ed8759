package dev.fairlead.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * A UDP socket that hears one peer and sends to it. When nobody is there, and the peer's machine
 * says so, the next receive or send throws a {@code BrokenResourceException}; the socket stays
 * usable, for the peer may come back.
 *
 * {@snippet file="UdpSnippets.java" region="connected"}
 */
public interface ConnectedUdpSocket extends DatagramSocketStream<byte[]> {

  /** The port of this side. */
  int port();

  /** The address of the peer. */
  InetSocketAddress remoteAddress();

  /**
   * Waits for a datagram and puts it into the buffer, without making an object for it. A
   * checkpoint.
   *
   * @return its size
   * @throws DatagramTooLargeException if there is not enough room in the buffer; the datagram is
   *     kept for a receive with more room
   */
  int receive(ByteBuffer target) throws IOException;

  /**
   * Sends one datagram. A checkpoint.
   *
   * @throws DatagramTooLargeException if no datagram can be that large
   * @throws UnsupportedOperationException if it is empty: the JDK sends none like that on a
   *     connected socket; {@link UdpSocket#sendTo(ByteBuffer, InetSocketAddress)} does
   */
  void send(ByteBuffer data) throws IOException;
}
