package dev.fairlead.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;

/** A stream of both directions as a channel. */
final class StreamChannel implements ByteChannel {

  private final ByteStream stream;
  private volatile boolean open = true;

  StreamChannel(ByteStream stream) {
    this.stream = stream;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    ensureOpen();
    return target.hasRemaining() ? ReceivingChannel.receive(stream, target) : 0;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    ensureOpen();
    return SendingChannel.send(stream, source);
  }

  private void ensureOpen() throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
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
