package dev.fairlead.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A UNIX socket for datagrams that hears anybody and sends to anybody on this machine. None is lost
 * on its way: where the receiver has no room, a send waits.
 *
 * {@snippet file="UnixSnippets.java" region="datagrams"}
 */
public interface UnixDatagramSocket extends DatagramSocketStream<UnixDatagram> {

  @Override
  UnixAddress localAddress();

  /**
   * Waits for a datagram and puts it into the buffer. A checkpoint.
   *
   * @return who sent it; {@link UnixAddress#UNNAMED} if the sender has no address
   * @throws DatagramTooLargeException if there is not enough room in the buffer; the datagram waits
   *     for a receive with more room
   */
  UnixAddress receive(ByteBuffer target) throws IOException;

  /**
   * Sends one datagram. A checkpoint.
   *
   * @throws DatagramTooLargeException if no datagram can be that large
   */
  void sendTo(ByteBuffer data, UnixAddress receiver) throws IOException;

  /** As {@link #sendTo(ByteBuffer, UnixAddress)}. */
  default void sendTo(byte[] data, UnixAddress receiver) throws IOException {
    sendTo(ByteBuffer.wrap(data), receiver);
  }
}
