package dev.fairlead.net.internal.nio;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.Registration;
import dev.fairlead.lowlevel.Turns;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.net.spi.StreamTransport;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connected channel of the JDK. Reads and writes are tried first and wait only if they must. */
class NioStream implements StreamTransport, WaitReason {

  /*
   * The JDK copies a heap buffer into a direct one of the same size before each system call, and
   * keeps that buffer. So heap buffers are offered in pieces: a write of 100 MB would otherwise copy
   * all that is left each time the socket takes another 200 kB, and hold 100 MB for ever.
   */
  private static final int HEAP_PIECE = 131_072;

  // 1,024 is the limit of writev on Linux; more than some dozens save nothing.
  private static final int MAX_BATCH = 64;

  // More than the send buffer of a socket grows to, so that it can always be filled.
  private static final long FILE_PIECE = 8 << 20;

  private final SocketChannel channel;
  private final Registration registration;
  private final SocketAddress local;
  private final SocketAddress remote;
  private final WriteWatch writes = new WriteWatch();

  // Receiver only: the last read left nothing behind, so that another one now would be in vain.
  private boolean drained;

  /** Takes over a connected, non-blocking channel. */
  NioStream(
      SocketChannel channel, Registration registration, SocketAddress local, SocketAddress remote) {
    this.channel = channel;
    this.registration = registration;
    this.local = local;
    this.remote = remote;
  }

  /** Takes over a TCP connection, and the registration it was connected with. */
  static NioStream tcp(SocketChannel channel, Registration registration) throws IOException {
    return new NioStream(
        channel, registration, channel.getLocalAddress(), channel.getRemoteAddress());
  }

  @Override
  public void awaitReadable() {
    registration.awaitReadableAnew(this);
    drained = false;
  }

  @Override
  public boolean callWhenReadable(Turns.Seat seat) {
    drained = false;
    return seat.callWhenReadable(registration);
  }

  @Override
  public void callNow(Turns.Seat seat) {
    seat.callNow(registration);
  }

  @Override
  public int receive(ByteBuffer target) throws IOException {
    awaitUnlessPromising();
    while (true) {
      int count = read(target);
      if (count > 0) {
        drained = target.hasRemaining();
        return count;
      }
      if (count < 0) {
        return end();
      }
      registration.awaitReadable(this);
    }
  }

  /** A checkpoint, and a wait if the last read has drained the socket. */
  private void awaitUnlessPromising() {
    if (drained) {
      registration.awaitReadable(this);
      drained = false;
    } else {
      Checkpoints.checkpoint();
    }
  }

  private int read(ByteBuffer target) throws IOException {
    if (target.isDirect() || target.remaining() <= HEAP_PIECE) {
      return registration.read(target);
    }
    int limit = target.limit();
    target.limit(target.position() + HEAP_PIECE);
    try {
      return registration.read(target);
    } finally {
      target.limit(limit);
    }
  }

  @Override
  public byte @Nullable [] receive(int maxBytes) throws IOException {
    awaitUnlessPromising();
    while (true) {
      int count;
      ByteBuffer scratch = ScratchBuffers.take();
      try {
        scratch.limit(Math.min(maxBytes, ScratchBuffers.SIZE));
        count = registration.read(scratch);
        if (count > 0) {
          drained = scratch.hasRemaining();
          return copyOf(scratch.flip());
        }
      } finally {
        ScratchBuffers.give(scratch);
      }
      if (count < 0) {
        end();
        return null;
      }
      registration.awaitReadable(this);
    }
  }

  private int end() throws IOException {
    drained = false;
    writes.ensureEnded(this);
    return -1;
  }

  private static byte[] copyOf(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  @Override
  public void send(ByteBuffer source) throws IOException {
    Checkpoints.checkpoint();
    while (source.hasRemaining()) {
      int offered =
          source.isDirect() ? source.remaining() : Math.min(source.remaining(), HEAP_PIECE);
      if (write(source, offered) < offered) {
        awaitWritable();
      } else if (source.hasRemaining()) {
        Checkpoints.checkpoint();
      }
    }
  }

  private void awaitWritable() {
    registration.awaitWritable(new SocketWait("send on ", this));
  }

  private int write(ByteBuffer source, int offered) throws IOException {
    int limit = source.limit();
    source.limit(source.position() + offered);
    writes.begin();
    try {
      return registration.write(source);
    } catch (IOException e) {
      writes.failed(e);
      throw e;
    } finally {
      writes.end();
      source.limit(limit);
    }
  }

  @Override
  public void send(ByteBuffer[] sources) throws IOException {
    int next = 0;
    do {
      Checkpoints.checkpoint(); // Also behind a batch that was taken whole, if there is another.
      next = firstOf(sources, next);
      if (next < sources.length) {
        sendSome(sources, next);
      }
      next = firstOf(sources, next);
    } while (next < sources.length);
  }

  /** The first buffer from there on that has something left; the number of all if none has. */
  private static int firstOf(ByteBuffer[] sources, int from) {
    int first = from;
    while (first < sources.length && !sources[first].hasRemaining()) {
      first++;
    }
    return first;
  }

  /** Sends at least one byte, of as many buffers as are cheap to offer together. */
  private void sendSome(ByteBuffer[] sources, int from) throws IOException {
    int to = endOfBatch(sources, from);
    if (to == from + 1) {
      send(sources[from]);
    } else if (write(sources, from, to) == 0 || sources[to - 1].hasRemaining()) {
      awaitWritable();
    }
  }

  private long write(ByteBuffer[] sources, int from, int to) throws IOException {
    return writes.during(() -> channel.write(sources, from, to - from));
  }

  private static int endOfBatch(ByteBuffer[] sources, int from) {
    long copied = 0;
    int to = from;
    while (to < sources.length && to - from < MAX_BATCH) {
      copied += sources[to].isDirect() ? 0 : sources[to].remaining();
      if (copied > HEAP_PIECE && to > from) {
        break;
      }
      to++;
    }
    return to;
  }

  @Override
  public long sendFile(FileChannel source, long position, long count) throws IOException {
    Checkpoints.checkpoint();
    while (true) {
      long most = Math.min(count, FILE_PIECE);
      // On a worker thread, because the file may have to be read from a disk first.
      long sent =
          ToThread.call(() -> writes.during(() -> source.transferTo(position, most, channel)));
      if (sent > 0 || position >= source.size()) {
        return sent;
      }
      awaitWritable();
    }
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void abort() throws IOException {
    try {
      if (channel.isOpen() && remote instanceof InetSocketAddress) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } finally {
      close();
    }
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
  public SocketAddress remoteAddress() {
    return remote;
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

  final SocketChannel channel() {
    return channel;
  }

  @Override
  public Optional<Object> raw() {
    return Optional.of(channel);
  }

  // ---- why a task waits for bytes: the one wait that is long, and that every connection has

  @Override
  public String describe() {
    return new SocketWait("receive on ", this).describe();
  }

  @Override
  public boolean external() {
    return true;
  }
}
