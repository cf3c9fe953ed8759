package dev.fairlead.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;

/**
 * A UDP socket that hears anybody and sends to anybody.
 *
 * {@snippet file="UdpSnippets.java" region="udp"}
 */
public interface UdpSocket extends DatagramSocketStream<Datagram> {

  /** The port of this side. */
  int port();

  /**
   * Waits for a datagram and puts it into the buffer, without making an object for it. A
   * checkpoint.
   *
   * @return who sent it
   * @throws DatagramTooLargeException if there is not enough room in the buffer; the datagram is
   *     kept for a receive with more room
   */
  InetSocketAddress receive(ByteBuffer target) throws IOException;

  /**
   * Sends one datagram. A checkpoint.
   *
   * @throws DatagramTooLargeException if no datagram can be that large
   */
  void sendTo(ByteBuffer data, InetSocketAddress receiver) throws IOException;

  /** As {@link #sendTo(ByteBuffer, InetSocketAddress)}. */
  default void sendTo(byte[] data, InetSocketAddress receiver) throws IOException {
    sendTo(ByteBuffer.wrap(data), receiver);
  }

  /** As {@link #sendTo(byte[], InetSocketAddress)}, to a name or an address in text. */
  void sendTo(byte[] data, String host, int port) throws IOException;

  /** Joins a multicast group through one interface. */
  Membership join(InetAddress group, NetworkInterface through) throws IOException;

  /** As {@link #join(InetAddress, NetworkInterface)}, and hears one sender only. */
  Membership join(InetAddress group, NetworkInterface through, InetAddress source)
      throws IOException;
}
