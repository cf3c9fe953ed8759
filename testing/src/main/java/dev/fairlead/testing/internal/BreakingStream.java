package dev.fairlead.testing.internal;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.CountingByteStream;
import dev.fairlead.stream.ForwardingByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Breaks behind so many bytes of either direction, and closes the stream below then. */
public final class BreakingStream extends ForwardingByteStream {

  private final CountingByteStream counted;
  private final long most;

  // Any task.
  private volatile boolean broken;
  private volatile boolean closed;

  private BreakingStream(CountingByteStream counted, long most) {
    super(counted);
    this.counted = counted;
    this.most = most;
  }

  /** Wraps a stream. */
  public static BreakingStream around(ByteStream stream, long most) {
    if (most < 0) {
      throw new IllegalArgumentException("a stream breaks after 0 bytes or more: " + most);
    }
    return new BreakingStream(new CountingByteStream(stream), most);
  }

  /** A use of the stream below. */
  @FunctionalInterface
  private interface Use<T> {
    T run() throws IOException;
  }

  @Override
  public int receive(ByteBuffer target) throws IOException {
    long left = most - counted.bytesReceived();
    return use(left, () -> receive(target, left));
  }

  private int receive(ByteBuffer target, long left) throws IOException {
    int limit = target.limit();
    // Room for one byte at least: a stream that is closed shall say so.
    target.limit(target.position() + (int) Math.min(target.remaining(), Math.max(left, 1)));
    try {
      return super.receive(target);
    } finally {
      target.limit(limit);
    }
  }

  @Override
  public void send(ByteBuffer... buffers) throws IOException {
    long left = most - counted.bytesSent();
    boolean whole = use(left, () -> send(buffers, left));
    if (!whole) {
      throw breakNow();
    }
  }

  /** Sends as much as is left; returns whether that was all. */
  private boolean send(ByteBuffer[] buffers, long left) throws IOException {
    var limits = new int[buffers.length];
    long rest = left;
    boolean whole = true;
    for (int i = 0; i < buffers.length; i++) {
      limits[i] = buffers[i].limit();
      int part = (int) Math.min(buffers[i].remaining(), rest);
      whole &= part == buffers[i].remaining();
      rest -= part;
      buffers[i].limit(buffers[i].position() + part);
    }
    try {
      super.send(buffers);
      return whole;
    } finally {
      for (int i = 0; i < buffers.length; i++) {
        buffers[i].limit(limits[i]);
      }
    }
  }

  @Override
  public void sendEof() throws IOException {
    use(
        most - counted.bytesSent(),
        () -> {
          super.sendEof();
          return true;
        });
  }

  /** That this program closes the stream counts more than that it has broken. */
  private <T> T use(long left, Use<T> use) throws IOException {
    if (!closed && (broken || left <= 0)) {
      throw breakNow();
    }
    try {
      return use.run();
    } catch (ClosedResourceException e) {
      if (broken && !closed) {
        throw breakNow(); // While this task waited.
      }
      throw e;
    }
  }

  private BrokenResourceException breakNow() throws IOException {
    broken = true;
    wrapped().closeForcefully();
    return new BrokenResourceException(
        "this stream breaks after " + most + " bytes, as the test has asked for");
  }

  @Override
  public void close() throws IOException {
    closed = true;
    super.close();
  }

  @Override
  public void closeForcefully() throws IOException {
    closed = true;
    super.closeForcefully();
  }
}
