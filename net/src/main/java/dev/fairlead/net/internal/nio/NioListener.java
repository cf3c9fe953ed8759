package dev.fairlead.net.internal.nio;

import dev.fairlead.lowlevel.Readiness;
import dev.fairlead.lowlevel.Registration;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.net.spi.ListenerTransport;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A listening channel of the JDK. */
class NioListener implements ListenerTransport {

  private final ServerSocketChannel channel;
  private final Registration registration;
  private final SocketAddress local;
  private final Preparation preparation;
  private final WaitReason accepting = new SocketWait("accept on ", this);

  /** Makes a transport of an accepted, non-blocking channel. */
  @FunctionalInterface
  interface Preparation {
    NioStream prepare(SocketChannel accepted) throws IOException;
  }

  /** Takes over a bound, non-blocking channel. */
  NioListener(ServerSocketChannel channel, SocketAddress local, Preparation preparation)
      throws IOException {
    this.channel = channel;
    this.registration = Readiness.register(channel);
    this.local = local;
    this.preparation = preparation;
  }

  @Override
  public final Optional<NioStream> tryAccept() throws IOException {
    SocketChannel connection = channel.accept();
    return connection == null ? Optional.empty() : Optional.of(prepared(connection));
  }

  private NioStream prepared(SocketChannel connection) throws IOException {
    return Prepared.orClosed(
        connection,
        () -> {
          connection.configureBlocking(false);
          return preparation.prepare(connection);
        });
  }

  @Override
  public final void awaitConnection() {
    registration.awaitReadable(accepting);
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
    channel.setOption(option, value);
  }

  @Override
  public final Optional<Object> raw() {
    return Optional.of(channel);
  }
}
