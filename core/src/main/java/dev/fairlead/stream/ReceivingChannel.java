package dev.fairlead.stream;

import dev.fairlead.ClosedResourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;

/** A receive stream as a channel. */
final class ReceivingChannel implements ReadableByteChannel {

  private final ByteReceiveStream stream;
  private volatile boolean open = true;

  ReceivingChannel(ByteReceiveStream stream) {
    this.stream = stream;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (!open) {
      throw new ClosedChannelException();
    }
    return target.hasRemaining() ? receive(stream, target) : 0;
  }

  static int receive(ByteReceiveStream stream, ByteBuffer target) throws IOException {
    try {
      return JdkCall.call(() -> stream.receive(target));
    } catch (ClosedResourceException e) {
      throw closed(e);
    }
  }

  /** What channels throw when they are closed while they are used. */
  static IOException closed(ClosedResourceException cause) {
    var closed = new AsynchronousCloseException();
    closed.initCause(cause);
    return closed;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() throws IOException {
    open = false;
    JdkCall.run(stream::close);
  }
}
