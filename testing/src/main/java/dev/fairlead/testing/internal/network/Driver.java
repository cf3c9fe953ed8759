package dev.fairlead.testing.internal.network;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.net.Resolver;
import dev.fairlead.net.SocketSettings;
import dev.fairlead.net.spi.DatagramTransport;
import dev.fairlead.net.spi.ListenerTransport;
import dev.fairlead.net.spi.NetworkDriver;
import dev.fairlead.net.spi.StreamTransport;
import dev.fairlead.net.spi.TcpConnectRequest;
import dev.fairlead.net.spi.TcpListenRequest;
import dev.fairlead.net.spi.UdpRequest;
import dev.fairlead.net.spi.UnixConnectRequest;
import dev.fairlead.net.spi.UnixListenRequest;
import dev.fairlead.net.spi.UnixPair;
import dev.fairlead.net.spi.UnixStreamTransport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.util.Optional;

/** The way from {@code Net} to a simulated network. */
public final class Driver implements NetworkDriver {

  private final Network network;
  private final Resolver resolver;

  Driver(Network network) {
    this.network = network;
    this.resolver = new HostResolver(network);
  }

  @Override
  public String name() {
    return "simulated";
  }

  @Override
  public StreamTransport connectTcp(TcpConnectRequest request) throws IOException {
    Checkpoints.checkpoint();
    SocketValues.ofStreams().apply(request.settings()); // Fails before anything is opened.
    Host here = network.current();
    InetSocketAddress remote = Host.specific(request.remote());
    InetAddress source =
        request
            .local()
            .map(InetSocketAddress::getAddress)
            .filter(address -> !address.isAnyLocalAddress())
            .or(() -> here.addressTowards(remote.getAddress()))
            .orElseThrow(() -> new ConnectException("Network is unreachable"));
    int port = request.local().map(InetSocketAddress::getPort).orElse(0);
    InetSocketAddress local = here.beginConnecting(new InetSocketAddress(source, port), remote);
    try {
      SimulatedStream stream =
          new Handshake(
                  network, here, network.reachedFrom(here, remote.getAddress()), local, remote)
              .perform();
      request.settings().applyTo(stream::setOption);
      return stream;
    } finally {
      here.endConnecting(local);
    }
  }

  @Override
  public ListenerTransport listenTcp(TcpListenRequest request) throws IOException {
    Host here = network.current();
    SocketValues values = SocketValues.ofStreams();
    values.apply(request.settings());
    SocketValues.ofStreams().apply(request.accepted()); // Fails here, and not as somebody connects.
    var place = new Host.Bound() {};
    InetSocketAddress local =
        here.bind(here.streams(), bothFamilies(request.local(), request.family()), place);
    var listener =
        new SimulatedListener(
            "TCP",
            local,
            values,
            request.backlog(),
            request.accepted(),
            () -> here.streams().remove(local));
    here.streams().put(local, listener);
    return listener;
  }

  /** Without a family, the address that stands for all is that of IPv6, which covers both. */
  private static InetSocketAddress bothFamilies(
      InetSocketAddress address, Optional<ProtocolFamily> family) {
    if (!address.getAddress().isAnyLocalAddress()) {
      return address;
    }
    boolean onlyV4 = family.filter(f -> f == StandardProtocolFamily.INET).isPresent();
    return new InetSocketAddress(
        InetAddress.ofLiteral(onlyV4 ? "0.0.0.0" : "::"), address.getPort());
  }

  @Override
  public DatagramTransport openUdp(UdpRequest request) throws IOException {
    Host here = network.current();
    Optional<InetSocketAddress> remote = request.remote().map(Host::specific);
    SocketValues values = SocketValues.ofDatagrams();
    values.apply(request.settings());
    InetSocketAddress wanted =
        bothFamilies(request.local().orElse(new InetSocketAddress(0)), request.family());
    if (remote.isPresent() && wanted.getAddress().isAnyLocalAddress()) {
      InetAddress towards =
          here.addressTowards(remote.get().getAddress())
              .orElseThrow(() -> new ConnectException("Network is unreachable"));
      wanted = new InetSocketAddress(towards, wanted.getPort());
    }
    var place = new Host.Bound() {};
    InetSocketAddress local = here.bind(here.datagrams(), wanted, place);
    var socket =
        new SimulatedDatagrams(
            network,
            here,
            local,
            remote.orElse(null),
            values,
            () -> here.datagrams().remove(local));
    here.datagrams().put(local, socket);
    return socket;
  }

  @Override
  public UnixStreamTransport connectUnix(UnixConnectRequest request) throws IOException {
    return network.current().unix().connect(network, request);
  }

  @Override
  public ListenerTransport listenUnix(UnixListenRequest request) throws IOException {
    return network.current().unix().listen(request);
  }

  @Override
  public UnixPair openUnixPair(boolean descriptors, SocketSettings settings) throws IOException {
    return network.current().unix().pair(network, descriptors, settings);
  }

  @Override
  public Resolver resolver() {
    return resolver;
  }

  @Override
  public String toString() {
    return network.toString();
  }
}
