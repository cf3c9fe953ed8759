package dev.fairlead.net.internal.names;

import dev.fairlead.net.Resolver;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Optional;

/** Asks the operating system, as every other program on the machine does. */
public final class SystemResolver implements Resolver {

  // Discard: no packet is sent, so that any port would do.
  private static final int PROBE_PORT = 9;

  @Override
  public List<InetAddress> resolve(String host) throws IOException {
    return NamePool.ask(host, () -> sorted(lookUp(host)));
  }

  private static List<InetAddress> lookUp(String host) throws UnknownHostException {
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      throw withBoth(host, e);
    }
  }

  /** The JDK remembers a failure for some seconds, but not its reason; others lack the host. */
  private static UnknownHostException withBoth(String host, UnknownHostException found) {
    String said = String.valueOf(found.getMessage());
    if (said.contains(host) && !said.equals(host)) {
      return found;
    }
    var failure =
        new UnknownHostException(
            host + ": " + (said.equals(host) ? "not found, nor a moment ago" : said));
    failure.initCause(found);
    return failure;
  }

  /** The system has sorted each family; which goes first the JDK does not pass on. */
  private static List<InetAddress> sorted(List<InetAddress> found) {
    long ofIpv6 = found.stream().filter(Inet6Address.class::isInstance).count();
    return ofIpv6 == 0 || ofIpv6 == found.size()
        ? found
        : AddressOrder.sort(found, SystemResolver::sourceFor);
  }

  /** Connecting a datagram socket sends nothing and makes the system choose a way. */
  private static Optional<InetAddress> sourceFor(InetAddress target) {
    try (DatagramChannel probe = DatagramChannel.open()) {
      probe.connect(new InetSocketAddress(target, PROBE_PORT));
      return Optional.of(((InetSocketAddress) probe.getLocalAddress()).getAddress());
    } catch (IOException | UnresolvedAddressException e) {
      return Optional.empty(); // No way leads there.
    }
  }

  @Override
  public String nameOf(InetAddress address) throws IOException {
    String text = address.getHostAddress();
    String name =
        NamePool.ask(
            text, () -> InetAddress.getByAddress(address.getAddress()).getCanonicalHostName());
    if (name.equals(text)) {
      throw new UnknownHostException(text + ": it has no name");
    }
    return name;
  }

  @Override
  public String toString() {
    return "the resolver of the operating system";
  }
}
