package dev.fairlead.net;

import dev.fairlead.ConnectionFailedException;
import dev.fairlead.net.internal.Addresses;
import dev.fairlead.net.internal.datagram.ConnectedUdpFace;
import dev.fairlead.net.internal.datagram.UdpFace;
import dev.fairlead.net.spi.DatagramTransport;
import dev.fairlead.net.spi.NetworkDriver;
import dev.fairlead.net.spi.NetworkDrivers;
import dev.fairlead.net.spi.UdpRequest;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One call of {@link Net#createUdpSocket} or {@link Net#createConnectedUdpSocket}. */
final class UdpOpening {

  private final UdpSettings options;
  private final NetworkDriver driver = NetworkDrivers.current();

  UdpOpening(UdpOptions options) {
    this.options = (UdpSettings) options;
  }

  UdpSocket open() throws IOException {
    Optional<InetAddress> local = localAddresses().stream().findFirst();
    Optional<ProtocolFamily> family =
        options.family().isPresent() ? options.family() : local.map(Names::familyOf);
    DatagramTransport transport = open(local, family, Optional.empty());
    return new UdpFace(transport, host -> addressOf(host, family));
  }

  static InetAddress addressOf(String host, Optional<ProtocolFamily> family) throws IOException {
    List<InetAddress> all = Names.resolve(Names.resolver(), host);
    return all.stream()
        .filter(address -> Names.isOf(family, address))
        .findFirst()
        .orElseThrow(() ->
            new java.net.UnknownHostException(
                host + " has only addresses that this socket cannot send to: " + all));
  }

  /** Connects to the first address of the host to which there is a route. */
  ConnectedUdpSocket openConnected(String host, int port) throws IOException {
    Checks.remotePort(port);
    return openConnected(host, Names.resolve(Names.resolver(), host), port);
  }

  /** Connects to an address, or to the host that it names. */
  ConnectedUdpSocket openConnected(InetSocketAddress address) throws IOException {
    Checks.remotePort(address.getPort());
    return address.isUnresolved()
        ? openConnected(address.getHostString(), address.getPort())
        : openConnected(address.getHostString(), List.of(address.getAddress()), address.getPort());
  }

  private ConnectedUdpSocket openConnected(String host, List<InetAddress> addresses, int port)
      throws IOException {
    List<InetAddress> locals = localAddresses();
    var failures = new LinkedHashMap<InetSocketAddress, IOException>();
    for (InetAddress address : addresses) {
      if (isUsable(address, locals)) {
        var remote = new InetSocketAddress(address, port);
        try {
          return connected(remote, locals);
        } catch (SocketException e) {
          failures.put(remote, e);
        }
      }
    }
    var failure =
        new ConnectionFailedException(
            "cannot connect UDP to "
                + Addresses.hostAndPort(host, port)
                + ": "
                + (failures.isEmpty()
                    ? "no address of the family asked for: " + addresses
                    : inWords(failures)));
    failures.values().forEach(failure::addSuppressed);
    throw failure;
  }

  private static String inWords(Map<InetSocketAddress, IOException> failures) {
    return failures.entrySet().stream()
        .map(each -> Addresses.format(each.getKey()) + " failed: " + each.getValue().getMessage())
        .collect(Collectors.joining("; "));
  }

  /** The addresses of this side; none where any will do. */
  private List<InetAddress> localAddresses() throws IOException {
    return options.local().addresses(options.family());
  }

  private boolean isUsable(InetAddress remote, List<InetAddress> locals) {
    return Names.isOf(options.family(), remote)
        && (locals.isEmpty() || localFor(remote, locals).isPresent());
  }

  private static Optional<InetAddress> localFor(InetAddress remote, List<InetAddress> locals) {
    return locals.stream().filter(local -> Names.sameFamily(local, remote)).findFirst();
  }

  private ConnectedUdpSocket connected(InetSocketAddress remote, List<InetAddress> locals)
      throws IOException {
    InetAddress address = remote.getAddress();
    Optional<ProtocolFamily> family = Optional.of(Names.familyOf(address));
    DatagramTransport transport = open(localFor(address, locals), family, Optional.of(remote));
    return new ConnectedUdpFace(transport, remote);
  }

  private DatagramTransport open(
      Optional<InetAddress> local,
      Optional<ProtocolFamily> family,
      Optional<InetSocketAddress> remote)
      throws IOException {
    int port = options.local().port();
    Optional<InetSocketAddress> bind = local.map(address -> new InetSocketAddress(address, port));
    if (bind.isEmpty() && port != 0) {
      bind =
          Optional.of(
              family
                  .map(known -> new InetSocketAddress(Names.any(known), port))
                  .orElseGet(() -> new InetSocketAddress(port)));
    }
    try {
      return driver.openUdp(new UdpRequest(bind, family, remote, options.settings()));
    } catch (BindException e) {
      var failure =
          new BindException(
              "cannot bind UDP "
                  + bind.map(Addresses::format).orElse("to a free port")
                  + ": "
                  + e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }
}
