package dev.fairlead.stream;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.MalformedTextException;
import dev.fairlead.attribute.Attribute;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.sync.Permit;
import dev.fairlead.sync.ResourceGuard;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A source of text, decoded from a source of bytes.
 *
 * {@snippet file="TextStreamSnippets.java" region="receive"}
 *
 * <p>Each receive returns the characters that are there, at least one, never half of one. A
 * character that the end of the stream cuts off is malformed like any other. Malformed text is an
 * error unless the options say otherwise; the text before it is received first, and the receive
 * after the error goes on behind it. A receive that is cancelled has lost nothing.
 */
public final class TextReceiveStream implements ObjectReceiveStream<String> {

  private static final int CHUNK = 8192;

  private final ByteReceiveStream source;
  private volatile boolean closed;
  private final ResourceGuard guard = new ResourceGuard("receiving from this text stream");

  // Guarded by `guard`: one task at a time. The bytes are ready to be filled, the text too.
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
  private final CharBuffer text = CharBuffer.allocate(CHUNK);
  private boolean ended;
  private long decoded; // bytes since the beginning

  /** Decodes UTF-8 from a stream, which belongs to the new one from now on. */
  public TextReceiveStream(ByteReceiveStream source) {
    this(source, UnaryOperator.identity());
  }

  /** As {@link #TextReceiveStream(ByteReceiveStream)}, with options. */
  public TextReceiveStream(ByteReceiveStream source, UnaryOperator<TextOptions> options) {
    TextOptions chosen = options.apply(TextOptions.defaults());
    this.source = source;
    this.decoder =
        chosen
            .charset()
            .newDecoder()
            .onMalformedInput(chosen.malformed())
            .onUnmappableCharacter(chosen.malformed());
  }

  /**
   * Waits for text and returns what is there, at least one character. A checkpoint.
   *
   * @throws MalformedTextException if malformed text comes next
   */
  @Override
  public String receive() throws IOException {
    Checkpoints.checkpoint();
    try (Permit _ = guard.enter()) {
      ensureOpen();
      while (true) {
        CoderResult result = decode();
        if (text.position() > 0) {
          return takeText();
        }
        if (result.isError()) {
          throw malformed(result);
        }
        receiveMore();
      }
    }
  }

  /** The source would not be asked as long as there is text behind a malformed part. */
  private void ensureOpen() {
    if (closed) {
      throw new ClosedResourceException("receive() on a text stream that was closed");
    }
  }

  private CoderResult decode() {
    bytes.flip();
    CoderResult result = decoder.decode(bytes, text, ended);
    decoded += bytes.position();
    if (ended && result.isUnderflow()) {
      result = decoder.flush(text);
      decoder.reset();
    }
    bytes.compact();
    return result;
  }

  private String takeText() {
    String taken = text.flip().toString();
    text.clear();
    return taken;
  }

  private IOException malformed(CoderResult result) {
    bytes.flip();
    var exception =
        MalformedTextException.decoding(
            decoder.charset(), bytes, "byte " + decoded + " of the stream");
    bytes.position(bytes.position() + result.length());
    decoded += result.length();
    bytes.compact();
    return exception;
  }

  private void receiveMore() throws IOException {
    if (ended) {
      throw new EndOfStreamException();
    }
    ended = source.receive(bytes) < 0;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    source.close();
  }

  @Override
  public void closeForcefully() throws IOException {
    closed = true;
    source.closeForcefully();
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    return source.attributes();
  }

  @Override
  public String toString() {
    return decoder.charset() + " text from " + source;
  }
}
