package dev.fairlead.net;

import dev.fairlead.net.internal.proxy.HttpConnect;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.Connectable;
import java.util.Optional;

/**
 * A host and a port to connect to through an HTTP proxy, by its method {@code CONNECT}. The proxy
 * looks the name up. Many allow port 443 only.
 *
 * {@snippet file="ProxySnippets.java" region="http"}
 *
 * <p>If the proxy refuses, or the task is cancelled meanwhile, the connection to it is closed.
 *
 * @param <S> the type of the connection to the proxy, which becomes that to the host
 */
public final class HttpTunnelConnectable<S extends ByteStream> extends ThroughProxy<S> {

  /**
   * A host and a port behind a proxy that wants no credentials.
   *
   * @param proxy where the proxy is, and how to connect to it; over TLS for one that has it
   * @param host a name, or an address in text
   * @throws IllegalArgumentException if the port is out of range, or no host can have that name
   */
  public HttpTunnelConnectable(Connectable<? extends S> proxy, String host, int port) {
    this(proxy, host, port, Optional.empty());
  }

  private HttpTunnelConnectable(
      Connectable<? extends S> proxy,
      String host,
      int port,
      Optional<ProxyCredentials> credentials) {
    super(proxy, host, port, target -> new HttpConnect(target, credentials));
  }

  /**
   * The same, with credentials, which are sent by the scheme {@code Basic}.
   *
   * @throws IllegalArgumentException if there is a colon in the name of the user
   */
  public HttpTunnelConnectable<S> withCredentials(ProxyCredentials credentials) {
    return new HttpTunnelConnectable<>(proxy, host, port, Optional.of(credentials));
  }

  @Override
  public String toString() {
    return "HTTP tunnel to " + target() + " through " + proxy;
  }
}
