package dev.fairlead.net;

import dev.fairlead.stream.UnreliableObjectStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What all sockets for datagrams have in common.
 *
 * {@snippet file="UdpSnippets.java" region="udp"}
 *
 * <p>One task may receive while another sends. Datagrams that nobody receives wait in the system
 * until its buffer, {@code SO_RCVBUF} bytes, is full; it throws away those that come then, and
 * {@link #dropped} tells how many. A cancelled receive has taken no datagram, a cancelled send has
 * sent none. An error leaves the socket usable.
 *
 * <p>{@link #close} never waits and may come from any task: who receives or sends gets a {@code
 * ClosedResourceException}. When it returns, the port is free.
 *
 * @param <T> what is sent and received
 */
public interface DatagramSocketStream<T> extends UnreliableObjectStream<T> {

  /**
   * Takes a datagram that has come; empty if there is none. Never waits: after a {@code receive()}
   * it gives what came with it.
   *
   * {@snippet file="UdpSnippets.java" region="batch"}
   */
  Optional<T> tryReceive() throws IOException;

  /**
   * Sends, or returns false if the system has no room for the datagram now. Never waits.
   *
   * @throws DatagramTooLargeException if no datagram can be that large
   */
  boolean trySend(T datagram) throws IOException;

  /**
   * How many datagrams the system has thrown away because its buffer was full; empty where it does
   * not tell: for UDP elsewhere than on Linux, and for sockets that share their address with
   * others. A checkpoint.
   *
   * {@snippet file="UdpSnippets.java" region="dropped"}
   */
  OptionalLong dropped() throws IOException;

  /** The address of this side. */
  SocketAddress localAddress();

  /** The options of this socket. */
  Set<SocketOption<?>> supportedOptions();

  /**
   * The value of an option of this socket; null only where the system has none.
   *
   * @throws UnsupportedOperationException if there is no such option
   */
  <O extends @Nullable Object> O option(SocketOption<O> option) throws IOException;

  /**
   * Sets an option of this socket.
   *
   * @throws UnsupportedOperationException if there is no such option
   */
  <O> void setOption(SocketOption<O> option, O value) throws IOException;

  /** What went through so far. */
  DatagramStatistics statistics();
}
