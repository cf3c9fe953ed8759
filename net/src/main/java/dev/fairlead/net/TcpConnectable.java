package dev.fairlead.net;

import dev.fairlead.net.internal.Addresses;
import dev.fairlead.stream.Connectable;
import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * A host and a port to connect to, and how.
 *
 * {@snippet file="TcpSnippets.java" region="connectable"}
 *
 * @param host a name, or an address in text
 * @param port from 1 to 65535
 * @param options applied to the options of each connection
 */
public record TcpConnectable(String host, int port, UnaryOperator<TcpConnectOptions> options)
    implements Connectable<SocketStream> {

  /**
   * Makes one.
   *
   * @throws IllegalArgumentException if the port is out of range
   */
  public TcpConnectable {
    Checks.remotePort(port);
  }

  /** A host and a port, without options. */
  public TcpConnectable(String host, int port) {
    this(host, port, UnaryOperator.identity());
  }

  @Override
  public SocketStream connect() throws IOException {
    return Net.connectTcp(host, port, options);
  }

  @Override
  public String toString() {
    return "TCP " + Addresses.hostAndPort(host, port);
  }
}
