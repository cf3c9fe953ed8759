package dev.fairlead.net.internal.unix;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.net.internal.AddressWait;
import dev.fairlead.net.spi.StreamTransport;
import dev.fairlead.thread.ToThread;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;

/** A connection through a channel of junixsocket. */
class NativeStream extends NativeTransport implements StreamTransport {

  private static final int FILE_PIECE = 65_536;

  private final SocketChannel channel;
  private final SocketAddress remote;
  final WaitReason receiving;
  final WaitReason sending;

  NativeStream(
      SocketChannel channel, FileDescriptor descriptor, SocketAddress local, SocketAddress remote)
      throws IOException {
    super(channel, descriptor, local, Cleanup.NONE);
    this.channel = channel;
    this.remote = remote;
    this.receiving = AddressWait.atStream("receive on ", remote);
    this.sending = AddressWait.atStream("send on ", remote);
  }

  @Override
  public void awaitReadable() {
    socket.registration.awaitReadable(receiving);
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
    piece.flip();
    // What went out is told before anything is waited for: a cancelled send says how much it was.
    int sent = 0;
    while (read > 0 && sent == 0) {
      sent = transfer(() -> channel.write(piece));
      if (sent == 0) {
        socket.registration.awaitWritable(sending);
      }
    }
    return sent;
  }

  @Override
  public void shutdownOutput() throws IOException {
    SocketChannel _ = socket.use(channel::shutdownOutput);
  }

  @Override
  public void abort() throws IOException {
    try {
      if (remote instanceof InetSocketAddress) {
        setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } finally {
      close();
    }
  }

  @Override
  public SocketAddress remoteAddress() {
    return remote;
  }
}
