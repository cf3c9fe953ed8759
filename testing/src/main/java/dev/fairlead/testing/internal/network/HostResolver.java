package dev.fairlead.testing.internal.network;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.net.Resolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Knows the hosts of a simulated network. */
final class HostResolver implements Resolver {

  private final Network network;

  HostResolver(Network network) {
    this.network = network;
  }

  @Override
  public List<InetAddress> resolve(String host) throws UnknownHostException {
    Checkpoints.checkpoint();
    Host found =
        network
            .named(host)
            .orElseThrow(() ->
                new UnknownHostException(
                    host + ": the simulated network has the hosts " + network.names() + " only"));
    boolean same = host.equalsIgnoreCase("localhost") || found.equals(network.current());
    return same ? Host.LOOPBACK : found.addresses();
  }

  @Override
  public String nameOf(InetAddress address) throws UnknownHostException {
    Checkpoints.checkpoint();
    if (address.isLoopbackAddress()) {
      return "localhost";
    }
    return network
        .withAddress(address)
        .map(Host::name)
        .orElseThrow(() ->
            new UnknownHostException(
                address.getHostAddress() + ": no host of the simulated network has this address"));
  }

  @Override
  public String toString() {
    return "the resolver of the simulated network";
  }
}
