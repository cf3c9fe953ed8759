package dev.fairlead.stream;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.Readiness;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.WritableByteChannel;

/** A channel in non-blocking mode as a send stream. */
final class ChannelSendStream implements ByteSendStream {

  private final WritableByteChannel channel;
  private final SelectableChannel selectable;
  private final Closing closing = new Closing("sending into a channel");

  /** Both are the same object. */
  ChannelSendStream(WritableByteChannel channel, SelectableChannel selectable) {
    this.channel = channel;
    this.selectable = selectable;
  }

  @Override
  public void send(ByteBuffer... buffers) throws IOException {
    Checkpoints.checkpoint();
    Boolean _ =
        closing.call(() -> {
          for (ByteBuffer buffer : buffers) {
            sendAll(buffer);
          }
          return true;
        });
  }

  private void sendAll(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (write(buffer) == 0) {
        Readiness.awaitWritable(selectable);
      }
    }
  }

  private int write(ByteBuffer buffer) throws IOException {
    try {
      return channel.write(buffer);
    } catch (IOException e) {
      throw new BrokenResourceException("the channel could not be written to", e);
    }
  }

  @Override
  public void close() throws IOException {
    closing.close(() -> ChannelReceiveStream.close(selectable));
  }

  @Override
  public void closeForcefully() throws IOException {
    close();
  }

  @Override
  public String toString() {
    return "send stream over " + channel;
  }
}
