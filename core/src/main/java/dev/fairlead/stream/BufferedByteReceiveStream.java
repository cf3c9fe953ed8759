package dev.fairlead.stream;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.DelimiterNotFoundException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.IncompleteReadException;
import dev.fairlead.attribute.Attribute;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.sync.Permit;
import dev.fairlead.sync.ResourceGuard;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A source of bytes that can be asked for an exact number of them, for everything up to a
 * delimiter, for lines and for numbers.
 *
 * {@snippet file="BufferedByteReceiveStreamSnippets.java" region="request"}
 *
 * <p>It reads ahead: what it received and nobody asked for stays in its buffer, and {@link
 * #release} gives it back together with the stream below. A receive that is cancelled or fails has
 * taken nothing out of the buffer, so asking again continues where it was; only a line that is no
 * text in its encoding is skipped. What counts is the sequence of bytes, never in which pieces they
 * came.
 */
public sealed class BufferedByteReceiveStream implements ByteReceiveStream
    permits BufferedByteStream {

  private final ByteReceiveStream source;
  private final ResourceGuard guard = new ResourceGuard("receiving from this buffered stream");

  // Guarded by `guard`: one task at a time.
  private final ReadAhead buffer = new ReadAhead();

  private volatile boolean closed;

  /** Buffers a stream, which belongs to the new one from now on. */
  public BufferedByteReceiveStream(ByteReceiveStream source) {
    this.source = source;
  }

  // ---- receiving

  @Override
  public int receive(ByteBuffer target) throws IOException {
    if (!target.hasRemaining()) {
      throw new IllegalArgumentException("the buffer to receive into has no room: " + target);
    }
    try (var _ = begin()) {
      return receiveSome(target);
    }
  }

  private int receiveSome(ByteBuffer target) throws IOException {
    if (buffer.isEmpty()) {
      if (target.remaining() >= ReadAhead.CHUNK) {
        return source.receive(target);
      }
      if (!receiveMore()) {
        return -1;
      }
    }
    return buffer.takeInto(target);
  }

  /**
   * Waits for so many bytes and returns exactly those. A checkpoint.
   *
   * @throws IncompleteReadException if the stream ends before; what came stays in the buffer
   * @throws IllegalArgumentException if negative
   */
  public byte[] receiveExactly(int count) throws IOException {
    try (var _ = begin()) {
      await(count);
      return buffer.take(count);
    }
  }

  /**
   * Waits for a delimiter and returns what comes before it; the delimiter is dropped. A checkpoint.
   *
   * @param maxBytes within how many bytes the delimiter must have ended
   * @throws DelimiterNotFoundException if it has not; the buffer stays as it is
   * @throws IncompleteReadException if the stream ends before; the buffer stays as it is
   */
  public byte[] receiveUntil(byte[] delimiter, int maxBytes) throws IOException {
    try (var _ = begin()) {
      int at = awaitDelimiter(delimiter, maxBytes);
      byte[] before = buffer.take(at);
      buffer.skip(delimiter.length);
      return before;
    }
  }

  /** As {@link #receiveUntil}, and returns the delimiter too, at the end. */
  public byte[] receiveThrough(byte[] delimiter, int maxBytes) throws IOException {
    try (var _ = begin()) {
      return buffer.take(awaitDelimiter(delimiter, maxBytes) + delimiter.length);
    }
  }

  /** Waits for a prefix and what follows it, drops the one and returns the other. */
  byte[] receiveBehind(int prefixBytes, int count) throws IOException {
    try (var _ = begin()) {
      await(Math.addExact(prefixBytes, count));
      buffer.skip(prefixBytes);
      return buffer.take(count);
    }
  }

  private int awaitDelimiter(byte[] delimiter, int maxBytes) throws IOException {
    if (delimiter.length == 0 || maxBytes < delimiter.length) {
      throw new IllegalArgumentException(
          "the delimiter must have a byte and fit into maxBytes: "
              + delimiter.length
              + " bytes, maxBytes "
              + maxBytes);
    }
    for (int searched = 0; ; ) {
      int limit = Math.min(buffer.size(), maxBytes);
      int at = buffer.indexOf(delimiter, searched, limit);
      if (at >= 0) {
        return at;
      }
      if (limit == maxBytes) {
        throw new DelimiterNotFoundException(maxBytes);
      }
      searched = Math.max(0, limit - delimiter.length + 1);
      if (!receiveMore()) {
        throw new IncompleteReadException("data with a delimiter", buffer.copy(buffer.size()));
      }
    }
  }

  /**
   * Waits for the end of a line and returns the line without it. A checkpoint.
   *
   * <p>UTF-8, ended by a line feed with or without a carriage return before it. What stands behind
   * the last line feed, if anything, is the last line.
   *
   * @param maxBytes within how many bytes the line must have ended, its end included
   * @throws EndOfStreamException if the stream has ended
   * @throws DelimiterNotFoundException if the line is longer; the buffer stays as it is
   * @throws dev.fairlead.MalformedTextException if the line is malformed; it is skipped
   */
  public String receiveLine(int maxBytes) throws IOException {
    return receiveLine(options -> options.withMaxBytes(maxBytes));
  }

  /**
   * As {@link #receiveLine(int)}, with options.
   *
   * @throws EndOfStreamException if the stream has ended
   * @throws DelimiterNotFoundException if the line is longer; the buffer stays as it is
   * @throws IncompleteReadException if lines must be ended and the last one is not
   * @throws dev.fairlead.MalformedTextException if the line is malformed; it is skipped
   */
  public String receiveLine(UnaryOperator<LineOptions> options) throws IOException {
    LineOptions chosen = options.apply(LineOptions.defaults());
    try (var _ = begin()) {
      return LineDecoding.decode(takeLine(chosen), chosen);
    }
  }

  private byte[] takeLine(LineOptions options) throws IOException {
    byte[] end = options.lineEnd().bytes();
    try {
      int at = awaitDelimiter(end, options.maxBytes());
      int length = at - (options.lineEnd().dropsCarriageReturn(buffer, at) ? 1 : 0);
      byte[] line = buffer.copy(length);
      buffer.skip(at + end.length);
      return line;
    } catch (IncompleteReadException e) {
      if (buffer.isEmpty()) {
        throw new EndOfStreamException();
      }
      if (options.strictEnd()) {
        throw e;
      }
      return buffer.take(buffer.size());
    }
  }

  /** The lines of this stream as a stream of strings. Closing that closes this one. */
  public ObjectReceiveStream<String> lines(UnaryOperator<LineOptions> options) {
    return new LineReceiveStream(this, options.apply(LineOptions.defaults()));
  }

  // ---- numbers

  /** Waits for a byte. A checkpoint. */
  public byte receiveByte() throws IOException {
    return (byte) receiveNumber(Byte.BYTES);
  }

  /** Waits for a two-byte number, the most significant byte first. A checkpoint. */
  public short receiveShort() throws IOException {
    return (short) receiveNumber(Short.BYTES);
  }

  /** Waits for a two-byte number. A checkpoint. */
  public short receiveShort(ByteOrder order) throws IOException {
    short number = receiveShort();
    return order == ByteOrder.BIG_ENDIAN ? number : Short.reverseBytes(number);
  }

  /** Waits for a four-byte number, the most significant byte first. A checkpoint. */
  public int receiveInt() throws IOException {
    return (int) receiveNumber(Integer.BYTES);
  }

  /** Waits for a four-byte number. A checkpoint. */
  public int receiveInt(ByteOrder order) throws IOException {
    int number = receiveInt();
    return order == ByteOrder.BIG_ENDIAN ? number : Integer.reverseBytes(number);
  }

  /** Waits for an eight-byte number, the most significant byte first. A checkpoint. */
  public long receiveLong() throws IOException {
    return receiveNumber(Long.BYTES);
  }

  /** Waits for an eight-byte number. A checkpoint. */
  public long receiveLong(ByteOrder order) throws IOException {
    long number = receiveLong();
    return order == ByteOrder.BIG_ENDIAN ? number : Long.reverseBytes(number);
  }

  private long receiveNumber(int size) throws IOException {
    try (var _ = begin()) {
      await(size);
      long number = buffer.bigEndian(size);
      buffer.skip(size);
      return number;
    }
  }

  // ---- looking ahead

  /**
   * Waits for so many bytes and returns them without taking them. A checkpoint.
   *
   * @throws IncompleteReadException if the stream ends before; what came stays in the buffer
   */
  public byte[] peek(int count) throws IOException {
    try (var _ = begin()) {
      await(count);
      return buffer.copy(count);
    }
  }

  /** What is in the buffer, without taking it. Never waits. */
  public byte[] buffered() {
    try (var _ = guard.enter()) {
      return buffer.copy(buffer.size());
    }
  }

  /** How many bytes are in the buffer. Never waits. */
  public int bufferedCount() {
    try (var _ = guard.enter()) {
      return buffer.size();
    }
  }

  /** Puts bytes behind those in the buffer, before everything that is still to come. */
  public void feedData(ByteBuffer data) {
    try (var _ = guard.enter()) {
      buffer.append(data);
    }
  }

  /** As {@link #feedData(ByteBuffer)}. */
  public void feedData(byte[] data) {
    feedData(ByteBuffer.wrap(data));
  }

  /** Puts bytes before those in the buffer: the next receive gets them first. */
  public void unread(byte[] data) {
    try (var _ = guard.enter()) {
      buffer.prepend(data);
    }
  }

  /**
   * What {@link #release} gives.
   *
   * {@snippet file="BufferedByteStreamSnippets.java" region="upgrade"}
   *
   * @param stream the stream below, open
   * @param rest what was received from it and not taken
   */
  public record Released<S extends ByteReceiveStream>(S stream, ByteBuffer rest) {}

  /**
   * Gives back the stream below and what was read ahead, for a change of protocol. This stream can
   * not be used afterwards, and closing it does nothing.
   */
  public Released<ByteReceiveStream> release() {
    try (var _ = guard.enter()) {
      ensureOpen();
      closed = true;
      return new Released<>(source, ByteBuffer.wrap(buffer.take(buffer.size())));
    }
  }

  // ---- steps

  private Permit begin() {
    Checkpoints.checkpoint();
    ensureOpen();
    return guard.enter();
  }

  private void await(int count) throws IOException {
    if (count < 0) {
      throw new IllegalArgumentException("the number of bytes must be 0 or more: " + count);
    }
    while (buffer.size() < count) {
      if (!receiveMore()) {
        throw new IncompleteReadException(count + " bytes", buffer.copy(buffer.size()));
      }
    }
  }

  private boolean receiveMore() throws IOException {
    int received = source.receive(buffer.room());
    if (received < 0) {
      return false;
    }
    buffer.added(received);
    ensureOpen();
    return true;
  }

  private void ensureOpen() {
    if (closed) {
      throw new ClosedResourceException("this buffered stream was closed or released");
    }
  }

  ByteReceiveStream source() {
    return source;
  }

  /** Closes the stream below; what is in the buffer is gone. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      source.close();
    }
  }

  @Override
  public void closeForcefully() throws IOException {
    if (!closed) {
      closed = true;
      source.closeForcefully();
    }
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    return source.attributes();
  }

  @Override
  public String toString() {
    return "buffered " + source;
  }
}
