package dev.fairlead.net;

import dev.fairlead.net.internal.proxy.Socks5;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.Connectable;
import java.util.Optional;

/**
 * A host and a port to connect to through a SOCKS proxy of version 5. The proxy looks the name up,
 * so that nobody else hears of it.
 *
 * {@snippet file="ProxySnippets.java" region="socks"}
 *
 * <p>If the proxy refuses, or the task is cancelled meanwhile, the connection to it is closed.
 *
 * @param <S> the type of the connection to the proxy, which becomes that to the host
 */
public final class Socks5Connectable<S extends ByteStream> extends ThroughProxy<S> {

  /**
   * A host and a port behind a proxy that wants no credentials.
   *
   * @param proxy where the proxy is, and how to connect to it
   * @param host a name, or an address in text
   * @throws IllegalArgumentException if the port is out of range, or no host can have that name
   */
  public Socks5Connectable(Connectable<? extends S> proxy, String host, int port) {
    this(proxy, host, port, Optional.empty());
  }

  private Socks5Connectable(
      Connectable<? extends S> proxy,
      String host,
      int port,
      Optional<ProxyCredentials> credentials) {
    super(proxy, host, port, target -> new Socks5(target, credentials));
  }

  /**
   * The same, with credentials in case the proxy wants them.
   *
   * @throws IllegalArgumentException if the user or the password is empty, or longer than 255 bytes
   */
  public Socks5Connectable<S> withCredentials(ProxyCredentials credentials) {
    return new Socks5Connectable<>(proxy, host, port, Optional.of(credentials));
  }

  @Override
  public String toString() {
    return "SOCKS " + target() + " through " + proxy;
  }
}
