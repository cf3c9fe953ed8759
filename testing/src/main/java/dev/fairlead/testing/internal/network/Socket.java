package dev.fairlead.testing.internal.network;

import dev.fairlead.net.spi.SocketTransport;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all simulated sockets have. */
abstract class Socket implements SocketTransport {

  private final SocketAddress local;
  private final SocketValues values;

  Socket(SocketAddress local, SocketValues values) {
    this.local = local;
    this.values = values;
  }

  static String text(SocketAddress address) {
    return address instanceof InetSocketAddress inet ? text(inet) : address.toString();
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
  }

  @Override
  public SocketAddress localAddress() {
    return local;
  }

  @Override
  public final Set<SocketOption<?>> supportedOptions() {
    return values.supported();
  }

  @Override
  public final <T extends @Nullable Object> T option(SocketOption<T> option) {
    return values.get(option);
  }

  @Override
  public final <T> void setOption(SocketOption<T> option, T value) {
    values.set(option, value);
  }

  @Override
  public final Optional<Object> raw() {
    return Optional.empty();
  }
}
