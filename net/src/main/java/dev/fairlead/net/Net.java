package dev.fairlead.net;

import dev.fairlead.stream.Connectable;
import dev.fairlead.stream.Resource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The way in: connects, listens, opens datagram sockets, looks names up.
 *
 * {@snippet file="NetSnippets.java" region="echo"}
 *
 * <p>All methods are called by tasks. Those that may wait are checkpoints; one that is cancelled
 * leaves nothing open behind it.
 */
public final class Net {

  private Net() {}

  // ---- TCP

  /**
   * Connects to a host, by name or by address in text. Where a name has several addresses, they are
   * tried as RFC 8305 says: families take turns, the next address is tried as soon as one fails or
   * 250 ms have passed, the first that is through wins. A checkpoint.
   *
   * @throws dev.fairlead.ConnectionFailedException if no address could be connected to: the message
   *     has every address with its reason and the time it took, and each is a suppressed exception;
   *     also if the name has no address
   */
  public static SocketStream connectTcp(String host, int port) throws IOException {
    return connectTcp(host, port, UnaryOperator.identity());
  }

  /** As {@link #connectTcp(String, int)}, with options. */
  public static SocketStream connectTcp(
      String host, int port, UnaryOperator<TcpConnectOptions> options) throws IOException {
    return new TcpConnecting(host, port, options.apply(TcpConnectOptions.defaults())).toHost();
  }

  /** As {@link #connectTcp(String, int)}, to an address; an unresolved one is looked up. */
  public static SocketStream connectTcp(InetSocketAddress address) throws IOException {
    return connectTcp(address, UnaryOperator.identity());
  }

  /** As {@link #connectTcp(InetSocketAddress)}, with options. */
  public static SocketStream connectTcp(
      InetSocketAddress address, UnaryOperator<TcpConnectOptions> options) throws IOException {
    TcpConnectOptions chosen = options.apply(TcpConnectOptions.defaults());
    var connecting = new TcpConnecting(address.getHostString(), address.getPort(), chosen);
    return address.isUnresolved()
        ? connecting.toHost()
        : connecting.toAddress(address.getAddress());
  }

  /**
   * Listens on a port of all addresses of this machine, IPv4 and IPv6; on a free one for port 0.
   *
   * @throws java.net.BindException if the port cannot be had
   */
  public static TcpListener createTcpListener(int port) throws IOException {
    return createTcpListener(port, UnaryOperator.identity());
  }

  /** As {@link #createTcpListener(int)}, with options. A checkpoint if a name must be looked up. */
  public static TcpListener createTcpListener(int port, UnaryOperator<TcpListenOptions> options)
      throws IOException {
    return new TcpListening(port, options.apply(TcpListenOptions.defaults())).listen();
  }

  /**
   * Listens on all addresses of a host of this machine, all with the same port. With {@code
   * "localhost"} nobody on another machine can connect.
   *
   * @throws java.net.BindException if the port cannot be had, or an address is not of this machine
   * @throws java.net.UnknownHostException if the host has no address
   */
  public static TcpListener createTcpListener(String host, int port) throws IOException {
    return createTcpListener(port, options -> options.withLocalHost(host));
  }

  // ---- UDP

  /**
   * Opens a UDP socket on a free port of all addresses of this machine, IPv4 and IPv6.
   *
   * @throws java.net.BindException if there is none
   */
  public static UdpSocket createUdpSocket() throws IOException {
    return createUdpSocket(UnaryOperator.identity());
  }

  /** As {@link #createUdpSocket()}, with options. A checkpoint if a name must be looked up. */
  public static UdpSocket createUdpSocket(UnaryOperator<UdpOptions> options) throws IOException {
    return new UdpOpening(options.apply(UdpOptions.defaults())).open();
  }

  /**
   * Opens a UDP socket with one peer, by name or by address in text. A checkpoint.
   *
   * @throws dev.fairlead.ConnectionFailedException if there is no route to any of its addresses
   * @throws java.net.UnknownHostException if the name has no address
   */
  public static ConnectedUdpSocket createConnectedUdpSocket(String host, int port)
      throws IOException {
    return createConnectedUdpSocket(host, port, UnaryOperator.identity());
  }

  /** As {@link #createConnectedUdpSocket(String, int)}, with options. */
  public static ConnectedUdpSocket createConnectedUdpSocket(
      String host, int port, UnaryOperator<UdpOptions> options) throws IOException {
    return new UdpOpening(options.apply(UdpOptions.defaults())).openConnected(host, port);
  }

  /** As {@link #createConnectedUdpSocket(String, int)}, to an address. */
  public static ConnectedUdpSocket createConnectedUdpSocket(InetSocketAddress address)
      throws IOException {
    return createConnectedUdpSocket(address, UnaryOperator.identity());
  }

  /** As {@link #createConnectedUdpSocket(InetSocketAddress)}, with options. */
  public static ConnectedUdpSocket createConnectedUdpSocket(
      InetSocketAddress address, UnaryOperator<UdpOptions> options) throws IOException {
    return new UdpOpening(options.apply(UdpOptions.defaults())).openConnected(address);
  }

  // ---- UNIX sockets

  /**
   * Connects to a UNIX socket, waiting while the listener's backlog is full. A checkpoint.
   *
   * @throws dev.fairlead.ConnectionFailedException if nobody listens there
   */
  public static UnixSocketStream connectUnix(Path path) throws IOException {
    return connectUnix(path, UnaryOperator.identity());
  }

  /** As {@link #connectUnix(Path)}, with options. */
  public static UnixSocketStream connectUnix(Path path, UnaryOperator<UnixConnectOptions> options)
      throws IOException {
    return connectUnix(UnixAddress.of(path), options);
  }

  /** As {@link #connectUnix(Path)}, with any address. */
  public static UnixSocketStream connectUnix(UnixAddress address) throws IOException {
    return connectUnix(address, UnaryOperator.identity());
  }

  /** As {@link #connectUnix(UnixAddress)}, with options. */
  public static UnixSocketStream connectUnix(
      UnixAddress address, UnaryOperator<UnixConnectOptions> options) throws IOException {
    return UnixOpening.connect(address, options.apply(UnixConnectOptions.defaults()));
  }

  /**
   * Listens on a UNIX socket. A socket file that is there already is removed if nobody listens on
   * it any more; other files never are. The file goes when the listener is closed. A checkpoint.
   *
   * @throws java.net.BindException if the address cannot be had, or somebody listens there
   */
  public static SocketListener<UnixSocketStream> createUnixListener(Path path) throws IOException {
    return createUnixListener(path, UnaryOperator.identity());
  }

  /** As {@link #createUnixListener(Path)}, with options. */
  public static SocketListener<UnixSocketStream> createUnixListener(
      Path path, UnaryOperator<UnixListenOptions> options) throws IOException {
    return createUnixListener(UnixAddress.of(path), options);
  }

  /** As {@link #createUnixListener(Path)}, with any address. */
  public static SocketListener<UnixSocketStream> createUnixListener(UnixAddress address)
      throws IOException {
    return createUnixListener(address, UnaryOperator.identity());
  }

  /** As {@link #createUnixListener(UnixAddress)}, with options. */
  public static SocketListener<UnixSocketStream> createUnixListener(
      UnixAddress address, UnaryOperator<UnixListenOptions> options) throws IOException {
    return UnixOpening.listen(address, options.apply(UnixListenOptions.defaults()));
  }

  /**
   * Opens two UNIX sockets that are connected to each other. A checkpoint.
   *
   * @throws UnsupportedOperationException if the network has no UNIX sockets
   */
  public static UnixSocketPair createUnixSocketPair() throws IOException {
    return createUnixSocketPair(UnaryOperator.identity());
  }

  /** As {@link #createUnixSocketPair()}, with options. */
  public static UnixSocketPair createUnixSocketPair(UnaryOperator<UnixConnectOptions> options)
      throws IOException {
    return UnixOpening.pair(options.apply(UnixConnectOptions.defaults()));
  }

  /**
   * Opens a UNIX socket for datagrams without an address: it can send, but others cannot answer.
   *
   * @throws UnsupportedOperationException on other systems than Linux
   */
  public static UnixDatagramSocket createUnixDatagramSocket() throws IOException {
    return createUnixDatagramSocket(UnaryOperator.identity());
  }

  /** As {@link #createUnixDatagramSocket()}, with options, such as an address. A checkpoint. */
  public static UnixDatagramSocket createUnixDatagramSocket(
      UnaryOperator<UnixDatagramOptions> options) throws IOException {
    return UnixOpening.datagrams(options.apply(UnixDatagramOptions.defaults()));
  }

  /**
   * Opens a UNIX socket for datagrams with one peer. A checkpoint.
   *
   * @throws dev.fairlead.ConnectionFailedException if nobody receives there
   * @throws UnsupportedOperationException on other systems than Linux
   */
  public static ConnectedUnixDatagramSocket createConnectedUnixDatagramSocket(Path remote)
      throws IOException {
    return createConnectedUnixDatagramSocket(remote, UnaryOperator.identity());
  }

  /** As {@link #createConnectedUnixDatagramSocket(Path)}, with options. */
  public static ConnectedUnixDatagramSocket createConnectedUnixDatagramSocket(
      Path remote, UnaryOperator<UnixDatagramOptions> options) throws IOException {
    return createConnectedUnixDatagramSocket(UnixAddress.of(remote), options);
  }

  /** As {@link #createConnectedUnixDatagramSocket(Path)}, with any address. */
  public static ConnectedUnixDatagramSocket createConnectedUnixDatagramSocket(UnixAddress remote)
      throws IOException {
    return createConnectedUnixDatagramSocket(remote, UnaryOperator.identity());
  }

  /** As {@link #createConnectedUnixDatagramSocket(UnixAddress)}, with options. */
  public static ConnectedUnixDatagramSocket createConnectedUnixDatagramSocket(
      UnixAddress remote, UnaryOperator<UnixDatagramOptions> options) throws IOException {
    return UnixOpening.datagrams(remote, options.apply(UnixDatagramOptions.defaults()));
  }

  // ---- names

  /**
   * Finds the addresses of a host, in the order in which they are best tried. An address in text is
   * returned as it is, without asking anybody. A checkpoint.
   *
   * @throws java.net.UnknownHostException if there are none, with the host and the reason
   */
  public static List<InetSocketAddress> resolve(String host, int port) throws IOException {
    Checks.port(port);
    return Names.resolve(Names.resolver(), host).stream()
        .distinct()
        .map(address -> new InetSocketAddress(address, port))
        .toList();
  }

  /** As {@link #resolve(String, int)}, with addresses of one family only; may find none. */
  public static List<InetSocketAddress> resolve(String host, int port, ProtocolFamily family)
      throws IOException {
    return resolve(host, port).stream()
        .filter(address -> Names.familyOf(address.getAddress()).equals(family))
        .toList();
  }

  /** Finds the name of an address; the address in text if it has none. A checkpoint. */
  public static NameInfo nameOf(InetSocketAddress address) throws IOException {
    return new NameInfo(Names.nameOf(address), address.getPort());
  }

  /**
   * Chooses who finds addresses of names in this runtime from now on.
   *
   * {@snippet file="NamesSnippets.java" region="resolver"}
   */
  public static void setResolver(Resolver resolver) {
    Names.setResolver(resolver);
  }

  // ---- places to connect to

  /** Returns it: what takes a place to connect to, takes one that is ready too. */
  public static <S extends Resource> Connectable<S> asConnectable(Connectable<S> connectable) {
    return connectable;
  }

  /** A host and a port as a place to connect to. */
  public static Connectable<SocketStream> asConnectable(String host, int port) {
    return new TcpConnectable(host, port);
  }

  /** An address as a place to connect to; it stays an object, with its scope. */
  public static Connectable<SocketStream> asConnectable(InetSocketAddress address) {
    return new AddressConnectable(address);
  }

  /** The path of a UNIX socket as a place to connect to. */
  public static Connectable<UnixSocketStream> asConnectable(Path path) {
    return new UnixConnectable(path);
  }

  // ---- channels that are there already

  /**
   * Takes a connected channel over: it is made non-blocking, and closed with the stream. A UNIX one
   * gives a {@link UnixSocketStream}.
   *
   * @throws IllegalArgumentException if the channel is not connected; it stays the caller's
   */
  public static SocketStream fromChannel(SocketChannel channel) throws IOException {
    return Adopting.stream(channel);
  }

  /**
   * Takes a listening channel over. A TCP one gives a {@link TcpListener}; a UNIX one accepts
   * {@link UnixSocketStream}s, and its file stays when it is closed.
   *
   * @throws IllegalArgumentException if the channel is not bound; it stays the caller's
   */
  public static SocketListener<SocketStream> fromChannel(ServerSocketChannel channel)
      throws IOException {
    return Adopting.listener(channel);
  }

  /**
   * Takes a bound UDP channel over that has no peer.
   *
   * @throws IllegalArgumentException if the channel is connected or not bound; it stays the
   *     caller's
   */
  public static UdpSocket fromChannel(DatagramChannel channel) throws IOException {
    return Adopting.udp(channel);
  }

  /**
   * Takes a connected UDP channel over.
   *
   * @throws IllegalArgumentException if the channel is not connected; it stays the caller's
   */
  public static ConnectedUdpSocket fromConnectedChannel(DatagramChannel channel)
      throws IOException {
    return Adopting.connectedUdp(channel);
  }

  /**
   * The descriptors this process was started with: sockets that listen already, as systemd passes
   * them. What to take is in the variables {@code LISTEN_FDS} and {@code LISTEN_PID}; the list is
   * empty where they are missing or meant for another process.
   *
   * {@snippet file="UnixSnippets.java" region="inherited"}
   *
   * @throws IllegalStateException if they have been handed out before
   */
  public static List<Descriptor> inheritedDescriptors() {
    return Inherited.take();
  }
}
