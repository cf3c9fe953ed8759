package dev.fairlead.net.spi;

import dev.fairlead.net.Membership;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One socket for datagrams, as a driver makes it.
 *
 * {@snippet file="DriverSnippets.java" region="datagrams"}
 *
 * <p>The public socket around it lets one task at a time receive and one send. No error of a
 * receive or a send makes it unusable.
 */
public interface DatagramTransport extends SocketTransport {

  /** The largest datagram there can be. */
  int MAX_SIZE = 65_536;

  /**
   * A datagram that was received.
   *
   * {@snippet file="DriverSnippets.java" region="datagrams"}
   *
   * @param sender who sent it; null if the sender has no address
   */
  @SuppressWarnings("ArrayRecordComponent") // Carries them from one method to the next.
  record Received(byte[] data, @Nullable SocketAddress sender) {}

  /** The only peer; empty if there may be many. */
  Optional<SocketAddress> remoteAddress();

  /**
   * Waits for a datagram. A checkpoint; when it is cancelled, no datagram was taken.
   *
   * @return who sent it; null if the sender has no address
   * @throws dev.fairlead.net.DatagramTooLargeException if there is not enough room in the buffer;
   *     the datagram is still there for the next receive
   */
  @Nullable SocketAddress receive(ByteBuffer target) throws IOException;

  /** As {@link #receive(ByteBuffer)}, with a new array. */
  default Received receive() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_SIZE);
    SocketAddress sender = receive(buffer);
    return new Received(Arrays.copyOf(buffer.array(), buffer.position()), sender);
  }

  /** Takes a datagram that is there; empty if there is none. Never waits. */
  Optional<Received> tryReceive() throws IOException;

  /**
   * Sends what remains in the buffer as one datagram, waiting while the system has no room for it.
   * A checkpoint; when it is cancelled, nothing was sent.
   *
   * @param target where to; null for the only peer
   * @throws dev.fairlead.net.DatagramTooLargeException if no datagram can be that large
   */
  void send(ByteBuffer source, @Nullable SocketAddress target) throws IOException;

  /** As {@link #send}, without waiting; false if the system has no room for it. */
  boolean trySend(ByteBuffer source, @Nullable SocketAddress target) throws IOException;

  /**
   * How many datagrams were thrown away because there was no room for them; empty if nobody knows.
   * A checkpoint.
   */
  default OptionalLong dropped() throws IOException {
    return OptionalLong.empty();
  }

  /**
   * Lets datagrams to a group come in, through one interface.
   *
   * @param source the only sender to hear; empty for all
   * @throws UnsupportedOperationException if the network has no groups
   */
  Membership join(InetAddress group, NetworkInterface through, Optional<InetAddress> source)
      throws IOException;
}
