package dev.fairlead.net.internal.nio;

import dev.fairlead.lowlevel.Readiness;
import dev.fairlead.lowlevel.Registration;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.net.SocketSettings;
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
final class NioListener implements ListenerTransport {

  private final ServerSocketChannel channel;
  private final Registration registration;
  private final SocketAddress local;
  private final SocketSettings accepted;
  private final WaitReason accepting = new SocketWait("accept on ", this);

  /** Takes over a bound, non-blocking channel. */
  NioListener(ServerSocketChannel channel, SocketSettings accepted) throws IOException {
    this.channel = channel;
    this.registration = Readiness.register(channel);
    this.local = channel.getLocalAddress();
    this.accepted = accepted;
  }

  @Override
  public Optional<NioStream> tryAccept() throws IOException {
    SocketChannel connection = channel.accept();
    return connection == null ? Optional.empty() : Optional.of(prepare(connection));
  }

  private NioStream prepare(SocketChannel connection) throws IOException {
    return Prepared.orClosed(
        connection,
        () -> {
          connection.configureBlocking(false);
          accepted.applyTo(connection::setOption);
          return new NioStream(connection);
        });
  }

  @Override
  public void awaitConnection() {
    registration.awaitReadable(accepting);
  }

  @Override
  public void close() throws IOException {
    registration.close();
    channel.close();
  }

  @Override
  public SocketAddress localAddress() {
    return local;
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return channel.supportedOptions();
  }

  @Override
  public <T extends @Nullable Object> T option(SocketOption<T> option) throws IOException {
    return channel.getOption(option);
  }

  @Override
  public <T> void setOption(SocketOption<T> option, T value) throws IOException {
    channel.setOption(option, value);
  }

  @Override
  public Optional<Object> raw() {
    return Optional.of(channel);
  }
}
