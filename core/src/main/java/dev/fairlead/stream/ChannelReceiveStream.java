package dev.fairlead.stream;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.Readiness;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;

/** A channel in non-blocking mode as a receive stream. */
final class ChannelReceiveStream implements ByteReceiveStream {

  private final ReadableByteChannel channel;
  private final SelectableChannel selectable;
  private final Closing closing = new Closing("receiving from a channel");

  /** Both are the same object. */
  ChannelReceiveStream(ReadableByteChannel channel, SelectableChannel selectable) {
    this.channel = channel;
    this.selectable = selectable;
  }

  @Override
  public int receive(ByteBuffer target) throws IOException {
    Checkpoints.checkpoint();
    if (!target.hasRemaining()) {
      throw new IllegalArgumentException("the buffer to receive into has no room: " + target);
    }
    return closing.call(() -> {
      int count = read(target);
      while (count == 0) {
        Readiness.awaitReadable(selectable);
        count = read(target);
      }
      return count;
    });
  }

  private int read(ByteBuffer target) throws IOException {
    try {
      return channel.read(target);
    } catch (IOException e) {
      throw new BrokenResourceException("the channel could not be read from", e);
    }
  }

  @Override
  public void close() throws IOException {
    closing.close(() -> close(selectable));
  }

  static void close(SelectableChannel channel) throws IOException {
    Readiness.notifyClosing(channel);
    channel.close();
  }

  @Override
  public void closeForcefully() throws IOException {
    close();
  }

  @Override
  public String toString() {
    return "receive stream over " + channel;
  }
}
