package dev.fairlead.net.internal.nio;

import dev.fairlead.lowlevel.Readiness;
import dev.fairlead.lowlevel.Registration;
import dev.fairlead.net.spi.SocketTransport;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What listeners and datagram sockets over channels of the JDK have in common. */
abstract class NioTransport<C extends SelectableChannel & NetworkChannel>
    implements SocketTransport {

  final C channel;
  final Registration registration;
  private final SocketAddress local;

  /** Takes over a bound, non-blocking channel. */
  NioTransport(C channel, SocketAddress local) throws IOException {
    this.channel = channel;
    this.registration = Readiness.register(channel);
    this.local = local;
  }

  @Override
  public void close() throws IOException {
    registration.close();
    channel.close();
  }

  @Override
  public final SocketAddress localAddress() {
    return local;
  }

  @Override
  public final Set<SocketOption<?>> supportedOptions() {
    return channel.supportedOptions();
  }

  @Override
  public final <T extends @Nullable Object> T option(SocketOption<T> option) throws IOException {
    return channel.getOption(option);
  }

  @Override
  public final <T> void setOption(SocketOption<T> option, T value) throws IOException {
    NetworkChannel _ = channel.setOption(option, value);
  }

  @Override
  public final Optional<Object> raw() {
    return Optional.of(channel);
  }
}
