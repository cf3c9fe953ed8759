package dev.fairlead.testing.internal.network;

import dev.fairlead.Action;
import dev.fairlead.Body;
import dev.fairlead.lowlevel.ContextVar;
import dev.fairlead.testing.SimulatedHost;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  final List<SimulatedStream> connections = new ArrayList<>();
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
    if (!has(wanted.getAddress())) {
      throw new BindException("Cannot assign requested address: host " + name + " has not got it");
    }
    InetSocketAddress chosen =
        wanted.getPort() == 0 ? withFreePort(ports, wanted.getAddress()) : wanted;
    if (isTaken(ports, chosen)) {
      throw new BindException("Address already in use");
    }
    ports.put(chosen, what);
    return chosen;
  }

  private InetSocketAddress withFreePort(Map<InetSocketAddress, Bound> ports, InetAddress address)
      throws BindException {
    for (int tries = 0; tries <= LAST_PORT - FIRST_FREE_PORT; tries++) {
      var candidate = new InetSocketAddress(address, takePort());
      if (!isTaken(ports, candidate)) {
        return candidate;
      }
    }
    throw new BindException("No free port");
  }

  /** A port for the near end of a connection. */
  int takePort() {
    int port = nextPort;
    nextPort = port == LAST_PORT ? FIRST_FREE_PORT : port + 1;
    return port;
  }

  private static boolean isTaken(Map<InetSocketAddress, Bound> ports, InetSocketAddress wanted) {
    return ports.keySet().stream()
        .filter(bound -> bound.getPort() == wanted.getPort())
        .anyMatch(bound ->
            bound.getAddress().isAnyLocalAddress()
                || wanted.getAddress().isAnyLocalAddress()
                || bound.getAddress().equals(wanted.getAddress()));
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
