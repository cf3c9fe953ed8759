package dev.fairlead.net.spi;

import dev.fairlead.net.Resolver;
import dev.fairlead.net.SocketSettings;
import java.io.IOException;

/**
 * A network: the one of the operating system, or a simulated one.
 *
 * {@snippet file="DriverSnippets.java" region="driver"}
 *
 * <p>Every runtime has one, see {@link NetworkDrivers}. Methods are called by tasks of that
 * runtime. Those that wait are checkpoints, and what they were making is released again when they
 * are cancelled.
 */
public interface NetworkDriver {

  /** A short name for messages, such as {@code "nio"}. */
  String name();

  /**
   * Connects to one address. Waits; a checkpoint.
   *
   * @throws IOException if there is no connection, with the reason in its message
   */
  StreamTransport connectTcp(TcpConnectRequest request) throws IOException;

  /**
   * Binds and listens.
   *
   * @throws java.net.BindException if the address cannot be had
   */
  ListenerTransport listenTcp(TcpListenRequest request) throws IOException;

  /**
   * Opens a UDP socket, bound and, if the request says so, connected.
   *
   * @throws java.net.BindException if the address cannot be had
   */
  DatagramTransport openUdp(UdpRequest request) throws IOException;

  /**
   * Connects to a UNIX socket. Waits while the backlog of the listener is full; a checkpoint.
   *
   * @throws IOException if there is no connection, with the reason in its message
   * @throws UnsupportedOperationException if the network has no such addresses
   */
  UnixStreamTransport connectUnix(UnixConnectRequest request) throws IOException;

  /**
   * Binds a UNIX socket and listens; what it accepts are {@link UnixStreamTransport}s. May wait; a
   * checkpoint.
   *
   * @throws java.net.BindException if the address cannot be had
   * @throws UnsupportedOperationException if the network has no such addresses
   */
  ListenerTransport listenUnix(UnixListenRequest request) throws IOException;

  /**
   * Opens two UNIX sockets that are connected to each other. May wait; a checkpoint.
   *
   * @param descriptors whether descriptors are to be sent and received with messages
   * @param settings set on both
   * @throws UnsupportedOperationException if the network has no such sockets
   */
  default UnixPair openUnixPair(boolean descriptors, SocketSettings settings) throws IOException {
    throw new UnsupportedOperationException("no UNIX sockets in the network " + name());
  }

  /**
   * Opens a UNIX socket for datagrams, bound and connected as far as the request says so. May wait;
   * a checkpoint.
   *
   * @throws java.net.BindException if the address cannot be had
   * @throws UnsupportedOperationException if the network has no such sockets
   */
  default DatagramTransport openUnixDatagrams(UnixDatagramRequest request) throws IOException {
    throw new UnsupportedOperationException("no UNIX datagrams in the network " + name());
  }

  /** Resolves names for this network. */
  Resolver resolver();
}
