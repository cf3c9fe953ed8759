package dev.fairlead.net.internal.unix;

import dev.fairlead.net.spi.SocketTransport;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all sockets through channels of junixsocket have in common. */
abstract class NativeTransport implements SocketTransport {

  final NativeSocket socket;
  private final SocketAddress local;
  private final Cleanup cleanup;

  /** What is to be done before a socket is closed. */
  @FunctionalInterface
  interface Cleanup {
    Cleanup NONE = () -> {};

    void run() throws IOException;
  }

  /** Takes over a non-blocking channel. */
  NativeTransport(
      AbstractSelectableChannel channel,
      FileDescriptor descriptor,
      SocketAddress local,
      Cleanup cleanup)
      throws IOException {
    this.socket = new NativeSocket(channel, descriptor);
    this.local = local;
    this.cleanup = cleanup;
  }

  /** The file goes first: as long as the socket is open, no other file can look the same. */
  @Override
  public void close() throws IOException {
    try {
      if (socket.channel.isOpen()) {
        cleanup.run();
      }
    } finally {
      socket.close();
    }
  }

  @Override
  public SocketAddress localAddress() {
    return local;
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return socket.supportedOptions();
  }

  @Override
  public <T extends @Nullable Object> T option(SocketOption<T> option) throws IOException {
    return socket.option(option);
  }

  @Override
  public <T> void setOption(SocketOption<T> option, T value) throws IOException {
    socket.setOption(option, value);
  }

  @Override
  public Optional<Object> raw() {
    return Optional.of(socket.channel);
  }
}
