package dev.fairlead.stream;

import dev.fairlead.EndOfStreamException;
import dev.fairlead.attribute.AttributeProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.Iterator;

/**
 * A source of bytes.
 *
 * {@snippet file="ByteStreamSnippets.java" region="receive"}
 *
 * <p>One task at a time may receive. A receive that is cancelled has lost nothing: the next one
 * gets the bytes.
 */
public interface ByteReceiveStream extends Resource, AttributeProvider, Iterable<byte[]> {

  /** The most that {@link #receive()} returns. */
  int DEFAULT_MAX_BYTES = 65_536;

  /**
   * Waits for bytes and puts as many as there are, and as there is room for, into the buffer. A
   * checkpoint.
   *
   * @return how many bytes came, at least 1; -1 if the other side has ended the stream
   * @throws IllegalArgumentException if the buffer has no room
   * @throws dev.fairlead.BrokenResourceException if the stream broke
   * @throws dev.fairlead.ClosedResourceException if this side closed the stream, also meanwhile
   * @throws dev.fairlead.BusyResourceException if another task receives already
   */
  int receive(ByteBuffer target) throws IOException;

  /**
   * Waits for bytes and returns those that are there, at least one and at most so many. A
   * checkpoint.
   *
   * <p>A stream may return fewer than are there, most of them no more than {@link
   * #DEFAULT_MAX_BYTES}: a large number does not take memory before there is something to put into
   * it.
   *
   * @throws EndOfStreamException if the other side has ended the stream
   * @throws IllegalArgumentException if {@code maxBytes} is less than 1
   */
  default byte[] receive(int maxBytes) throws IOException {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be at least 1: " + maxBytes);
    }
    ByteBuffer buffer = ByteBuffer.allocate(Math.min(maxBytes, DEFAULT_MAX_BYTES));
    int count = receive(buffer);
    if (count < 0) {
      throw new EndOfStreamException();
    }
    return count == buffer.capacity() ? buffer.array() : Arrays.copyOf(buffer.array(), count);
  }

  /**
   * Waits for bytes and returns those that are there. A checkpoint.
   *
   * @throws EndOfStreamException if the other side has ended the stream
   */
  default byte[] receive() throws IOException {
    return receive(DEFAULT_MAX_BYTES);
  }

  /**
   * Receives until the end of the stream and sends everything to a sink; closes neither. A
   * checkpoint.
   *
   * <p>Streams that know a shorter way than through memory take it. A copy that is cancelled or
   * fails may have received bytes that it has not sent.
   *
   * @return how many bytes were copied
   */
  default long copyTo(ByteSendStream sink) throws IOException {
    return Copying.copy(this, sink);
  }

  /**
   * This stream for code that knows {@code InputStream}s. Closing one closes the other. It is used
   * in a task, or in a function on a worker thread.
   */
  default InputStream asInputStream() {
    return new ReceivingInputStream(this);
  }

  /**
   * This stream for code that knows channels. Closing one closes the other. It is used in a task,
   * or in a function on a worker thread.
   */
  default ReadableByteChannel asByteChannel() {
    return new ReceivingChannel(this);
  }

  /**
   * Receives chunks until the end of the stream. Errors other than its end come as {@code
   * UncheckedIOException}.
   */
  @Override
  default Iterator<byte[]> iterator() {
    return new ReceiveIterator<>(this::receive);
  }
}
