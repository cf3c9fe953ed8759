package dev.fairlead.stream;

import dev.fairlead.ClosedResourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;

/** A send stream as a channel. Each write takes everything. */
final class SendingChannel implements WritableByteChannel {

  private final ByteSendStream stream;
  private volatile boolean open = true;

  SendingChannel(ByteSendStream stream) {
    this.stream = stream;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    if (!open) {
      throw new ClosedChannelException();
    }
    return send(stream, source);
  }

  static int send(ByteSendStream stream, ByteBuffer source) throws IOException {
    int size = source.remaining();
    try {
      JdkCall.run(() -> stream.send(source));
    } catch (ClosedResourceException e) {
      throw ReceivingChannel.closed(e);
    }
    return size;
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
