package dev.fairlead.net;

import dev.fairlead.net.internal.Addresses;
import dev.fairlead.net.internal.proxy.Target;
import dev.fairlead.net.internal.proxy.Tunnel;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.Connectable;
import java.io.IOException;
import java.util.function.Function;

/** A host and a port behind a proxy, whatever is said to that. */
abstract sealed class ThroughProxy<S extends ByteStream> implements Connectable<S>
    permits HttpTunnelConnectable, Socks5Connectable {

  final Connectable<? extends S> proxy;
  final String host;
  final int port;
  private final Tunnel.Request request;

  ThroughProxy(
      Connectable<? extends S> proxy,
      String host,
      int port,
      Function<Target, Tunnel.Request> request) {
    Checks.remotePort(port);
    this.proxy = proxy;
    this.host = host;
    this.port = port;
    this.request = request.apply(Target.of(host, port));
  }

  /**
   * {@inheritDoc}
   *
   * @throws dev.fairlead.ConnectionFailedException also if the proxy cannot be reached or refuses;
   *     it says why
   */
  @Override
  public final S connect() throws IOException {
    return Tunnel.open(proxy, target(), request);
  }

  final String target() {
    return Addresses.hostAndPort(host, port);
  }
}
