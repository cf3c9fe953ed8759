package dev.fairlead.testing.internal.network;

import dev.fairlead.Action;
import dev.fairlead.Body;
import dev.fairlead.lowlevel.ContextVar;
import dev.fairlead.testing.SimulatedHost;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A simulated machine: addresses, and what is bound to its ports. */
public final class Host implements SimulatedHost {

  static final ContextVar<Host> CURRENT = ContextVar.of("simulated host");
  static final List<InetAddress> LOOPBACK =
      List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));

  // Those that systems hand out by themselves.
  private static final int FIRST_FREE_PORT = 49_152;
  private static final int LAST_PORT = 65_535;

  private final String name;
  private final List<InetAddress> addresses;
  private final Map<InetSocketAddress, Bound> streams = new HashMap<>();
  private final Map<InetSocketAddress, Bound> datagrams = new HashMap<>();
  private final Set<SimulatedStream> connections = new LinkedHashSet<>();
  private final Set<InetSocketAddress> connecting = new HashSet<>();
  private final UnixNames unix = new UnixNames(this);
  private int nextPort = FIRST_FREE_PORT;

  /** Something that has a port. */
  interface Bound {}

  Host(String name, List<InetAddress> addresses) {
    this.name = name;
    this.addresses = List.copyOf(addresses);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<InetAddress> addresses() {
    return addresses;
  }

  @Override
  public <X extends Exception> void run(Action<X> body) throws X {
    CURRENT.run(this, body);
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> T call(Body<T, X> body) throws X {
    return CURRENT.call(this, body);
  }

  boolean has(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || addresses.contains(address);
  }

  /** The address this host is seen with by another one, or by itself. */
  Optional<InetAddress> addressTowards(InetAddress remote) {
    if (has(remote)) {
      return Optional.of(remote);
    }
    return addresses.stream().filter(own -> isV6(own) == isV6(remote)).findFirst();
  }

  private static boolean isV6(InetAddress address) {
    return address instanceof Inet6Address;
  }

  /** What is sent to the address that stands for all goes to this machine. */
  static InetSocketAddress specific(InetSocketAddress remote) {
    InetAddress address = remote.getAddress();
    return address.isAnyLocalAddress()
        ? new InetSocketAddress(LOOPBACK.get(isV6(address) ? 1 : 0), remote.getPort())
        : remote;
  }

  /** From the loopback nothing gets out of a machine. */
  void ensureLeadsTo(InetAddress source, InetAddress remote) throws SocketException {
    if (source.isLoopbackAddress() && !has(remote) && !remote.isMulticastAddress()) {
      throw new SocketException(
          "Invalid argument: "
              + source.getHostAddress()
              + " of host "
              + name
              + " does not lead to "
              + remote.getHostAddress());
    }
  }

  // ---- connections

  Set<SimulatedStream> connections() {
    return connections;
  }

  List<SimulatedStream> connectionsTo(Host other) {
    return connections.stream().filter(end -> end.peerHost().equals(other)).toList();
  }

  /** The near end of a connection to be made: what was wished, with a free port for port 0. */
  InetSocketAddress beginConnecting(InetSocketAddress wanted, InetSocketAddress remote)
      throws SocketException {
    InetAddress source = wanted.getAddress();
    ensureHas(source);
    ensureLeadsTo(source, remote.getAddress());
    InetSocketAddress local = wanted;
    if (wanted.getPort() == 0) {
      local = freePort(source, candidate -> isUsed(candidate, end -> end.leadsTo(remote)));
    } else if (isUsed(wanted, _ -> true)) {
      throw new BindException("Address already in use");
    }
    connecting.add(local);
    return local;
  }

  void endConnecting(InetSocketAddress local) {
    connecting.remove(local);
  }

  /** Whether something listens at an address, or it is the near end of certain connections. */
  private boolean isUsed(InetSocketAddress address, Predicate<SimulatedStream> those) {
    return isTaken(streams, address)
        || connecting.contains(address)
        || connections.stream()
            .anyMatch(end -> end.localAddress().equals(address) && those.test(end));
  }

  // ---- ports

  Map<InetSocketAddress, Bound> streams() {
    return streams;
  }

  Map<InetSocketAddress, Bound> datagrams() {
    return datagrams;
  }

  UnixNames unix() {
    return unix;
  }

  /** Binds, to a free port for port 0, and returns the address. */
  InetSocketAddress bind(Map<InetSocketAddress, Bound> ports, InetSocketAddress wanted, Bound what)
      throws BindException {
    ensureHas(wanted.getAddress());
    InetSocketAddress chosen =
        wanted.getPort() == 0
            ? freePort(wanted.getAddress(), candidate -> isTaken(ports, candidate))
            : wanted;
    if (isTaken(ports, chosen)) {
      throw new BindException("Address already in use");
    }
    ports.put(chosen, what);
    return chosen;
  }

  private void ensureHas(InetAddress address) throws BindException {
    if (!has(address)) {
      throw new BindException("Cannot assign requested address: host " + name + " has not got it");
    }
  }

  private InetSocketAddress freePort(InetAddress address, Predicate<InetSocketAddress> isTaken)
      throws BindException {
    for (int tries = 0; tries <= LAST_PORT - FIRST_FREE_PORT; tries++) {
      var candidate = new InetSocketAddress(address, nextPort);
      nextPort = nextPort == LAST_PORT ? FIRST_FREE_PORT : nextPort + 1;
      if (!isTaken.test(candidate)) {
        return candidate;
      }
    }
    throw new BindException("No free port on host " + name + ": all that are handed out are taken");
  }

  private static boolean isTaken(Map<InetSocketAddress, Bound> ports, InetSocketAddress wanted) {
    return ports.keySet().stream()
        .filter(bound -> bound.getPort() == wanted.getPort())
        .map(InetSocketAddress::getAddress)
        .anyMatch(
            bound -> covers(bound, wanted.getAddress()) || covers(wanted.getAddress(), bound));
  }

  /** What is bound to an address, or to all addresses with its port. */
  static Optional<Bound> boundTo(Map<InetSocketAddress, Bound> ports, InetSocketAddress address) {
    return ports.entrySet().stream()
        .filter(entry -> entry.getKey().getPort() == address.getPort())
        .filter(entry -> covers(entry.getKey().getAddress(), address.getAddress()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The wildcard of IPv6 stands for both families. */
  private static boolean covers(InetAddress bound, InetAddress address) {
    return bound.equals(address) || (bound.isAnyLocalAddress() && (isV6(bound) || !isV6(address)));
  }

  @Override
  public String toString() {
    return name + addresses;
  }
}
