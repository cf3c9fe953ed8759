package dev.fairlead.net.internal.unix;

import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.net.spi.ListenerTransport;
import dev.fairlead.net.spi.StreamTransport;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A listening channel of junixsocket. */
final class NativeListener implements ListenerTransport {

  private final NativeSocket socket;
  private final ServerSocketChannel channel;
  private final SocketAddress local;
  private final Preparation preparation;
  private final Cleanup cleanup;
  private final WaitReason accepting;

  /** Makes a transport of the descriptor of an accepted connection, or closes it. */
  @FunctionalInterface
  interface Preparation {
    StreamTransport prepare(int accepted) throws IOException;
  }

  /** What is left to do when the socket is closed. */
  @FunctionalInterface
  interface Cleanup {
    void run() throws IOException;
  }

  NativeListener(
      ServerSocketChannel channel,
      FileDescriptor descriptor,
      SocketAddress local,
      Preparation preparation,
      Cleanup cleanup)
      throws IOException {
    this.socket = new NativeSocket(channel, descriptor);
    this.channel = channel;
    this.local = local;
    this.preparation = preparation;
    this.cleanup = cleanup;
    this.accepting = new NativeSocket.Wait("accept on ", local);
  }

  @Override
  public Optional<StreamTransport> tryAccept() throws IOException {
    int accepted = socket.call(Libc::accept);
    return accepted == Libc.AGAIN ? Optional.empty() : Optional.of(preparation.prepare(accepted));
  }

  @Override
  public void awaitConnection() {
    socket.registration.awaitReadable(accepting);
  }

  @Override
  public void close() throws IOException {
    boolean first = channel.isOpen();
    socket.close();
    if (first) {
      cleanup.run();
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
    return Optional.of(channel);
  }
}
