package dev.fairlead.stream;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * A byte stream that counts what goes through it. Any thread may read the counts.
 *
 * {@snippet file="CountingByteStreamSnippets.java" region="count"}
 */
public final class CountingByteStream extends ForwardingByteStream {

  private static final VarHandle RECEIVED;
  private static final VarHandle SENT;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      RECEIVED = lookup.findVarHandle(CountingByteStream.class, "received", long.class);
      SENT = lookup.findVarHandle(CountingByteStream.class, "sent", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // Each written by the one task that receives or sends, read by any thread.
  private volatile long received;
  private volatile long sent;

  /** Counts what goes through a stream, which belongs to the new one from now on. */
  public CountingByteStream(ByteStream stream) {
    super(stream);
  }

  @Override
  public int receive(ByteBuffer target) throws IOException {
    int count = super.receive(target);
    if (count > 0) {
      RECEIVED.getAndAdd(this, (long) count);
    }
    return count;
  }

  @Override
  public void send(ByteBuffer... buffers) throws IOException {
    long before = ByteBuffers.remaining(buffers);
    try {
      super.send(buffers);
    } finally {
      SENT.getAndAdd(this, before - ByteBuffers.remaining(buffers));
    }
  }

  /** How many bytes were received. */
  public long bytesReceived() {
    return received;
  }

  /** How many bytes were sent, as far as the stream below says: also a part of a cancelled send. */
  public long bytesSent() {
    return sent;
  }
}
