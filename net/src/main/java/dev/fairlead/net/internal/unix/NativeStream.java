package dev.fairlead.net.internal.unix;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.net.spi.StreamTransport;
import dev.fairlead.thread.ToThread;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connection through a channel of junixsocket. */
class NativeStream implements StreamTransport {

  private static final int FILE_PIECE = 65_536;

  final NativeSocket socket;
  private final SocketChannel channel;
  private final SocketAddress local;
  private final SocketAddress remote;
  final WaitReason receiving;
  final WaitReason sending;

  NativeStream(
      SocketChannel channel, FileDescriptor descriptor, SocketAddress local, SocketAddress remote)
      throws IOException {
    this.socket = new NativeSocket(channel, descriptor);
    this.channel = channel;
    this.local = local;
    this.remote = remote;
    this.receiving = new NativeSocket.Wait("receive on ", remote);
    this.sending = new NativeSocket.Wait("send on ", remote);
  }

  @Override
  public int receive(ByteBuffer target) throws IOException {
    Checkpoints.checkpoint();
    while (true) {
      int count = transfer(() -> channel.read(target));
      if (count != 0) {
        return count;
      }
      socket.registration.awaitReadable(receiving);
    }
  }

  @Override
  public void send(ByteBuffer source) throws IOException {
    Checkpoints.checkpoint();
    while (source.hasRemaining()) {
      if (transfer(() -> channel.write(source)) == 0) {
        socket.registration.awaitWritable(sending);
      }
    }
  }

  /** junixsocket says of a broken pipe that somebody has closed the channel. */
  private int transfer(dev.fairlead.Body<Integer, IOException> call) throws IOException {
    try {
      return socket.use(call);
    } catch (AsynchronousCloseException e) {
      Throwable cause = e.getCause();
      throw cause instanceof IOException broken ? broken : e;
    }
  }

  @Override
  public long sendFile(FileChannel source, long position, long count) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate((int) Math.min(count, FILE_PIECE));
    int read = ToThread.call(() -> source.read(piece, position));
    if (read <= 0) {
      return 0;
    }
    send(piece.flip());
    return read;
  }

  @Override
  public void shutdownOutput() throws IOException {
    SocketChannel _ = socket.use(channel::shutdownOutput);
  }

  @Override
  public void abort() throws IOException {
    close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  @Override
  public SocketAddress localAddress() {
    return local;
  }

  @Override
  public SocketAddress remoteAddress() {
    return remote;
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
