package dev.fairlead.net;

import dev.fairlead.stream.UnreliableObjectStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What all sockets for datagrams have in common.
 *
 * {@snippet file="UdpSnippets.java" region="udp"}
 *
 * <p>One task may receive while another sends. Datagrams that nobody receives wait in the system
 * until its buffer is full; it throws away those that come then. A cancelled receive has taken no
 * datagram, a cancelled send has sent none. An error leaves the socket usable.
 *
 * <p>{@link #close} never waits and may come from any task: who receives or sends gets a {@code
 * ClosedResourceException}. When it returns, the port is free.
 *
 * @param <T> what is sent and received
 */
public interface DatagramSocketStream<T> extends UnreliableObjectStream<T> {

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
