package dev.fairlead.testing.conformance;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.ByteSendStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** Uses our streams as streams and channels of the JDK, in a task, and looks like one of ours. */
final class PlainStreams {

  private PlainStreams() {}

  /** What a stream or channel of the JDK throws after a close, as what ours throw. */
  private static IOException translated(IOException thrown) {
    if (thrown instanceof AsynchronousCloseException || thrown.getCause() != null) {
      if (thrown.getCause() instanceof ClosedResourceException closed) {
        throw closed;
      }
      return thrown;
    }
    if (thrown instanceof ClosedChannelException) {
      throw new ClosedResourceException("the channel is closed");
    }
    return thrown;
  }

  private static void checkRoom(ByteBuffer target) {
    if (!target.hasRemaining()) {
      throw new IllegalArgumentException("no room");
    }
  }

  record OfInput(InputStream input) implements ByteReceiveStream {
    @Override
    public int receive(ByteBuffer target) throws IOException {
      checkRoom(target);
      var bytes = new byte[target.remaining()];
      try {
        int count = input.read(bytes);
        target.put(bytes, 0, Math.max(0, count));
        return count;
      } catch (IOException e) {
        throw translated(e);
      }
    }

    @Override
    public void close() throws IOException {
      input.close();
    }
  }

  record OfOutput(OutputStream output) implements ByteSendStream {
    @Override
    public void send(ByteBuffer... buffers) throws IOException {
      int size = 0;
      for (ByteBuffer buffer : buffers) {
        size += buffer.remaining();
      }
      ByteBuffer all = ByteBuffer.allocate(size);
      for (ByteBuffer buffer : buffers) {
        all.put(buffer.duplicate());
      }
      try {
        output.write(all.array());
      } catch (IOException e) {
        throw translated(e);
      }
      for (ByteBuffer buffer : buffers) {
        buffer.position(buffer.limit());
      }
    }

    @Override
    public void close() throws IOException {
      output.close();
    }
  }

  record OfReadable(ReadableByteChannel channel) implements ByteReceiveStream {
    @Override
    public int receive(ByteBuffer target) throws IOException {
      checkRoom(target);
      try {
        return channel.read(target);
      } catch (IOException e) {
        throw translated(e);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  record OfWritable(WritableByteChannel channel) implements ByteSendStream {
    @Override
    public void send(ByteBuffer... buffers) throws IOException {
      try {
        for (ByteBuffer buffer : buffers) {
          do {
            channel.write(buffer);
          } while (buffer.hasRemaining());
        }
      } catch (IOException e) {
        throw translated(e);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
