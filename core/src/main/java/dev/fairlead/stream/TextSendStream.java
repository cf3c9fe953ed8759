package dev.fairlead.stream;

import dev.fairlead.BusyResourceException;
import dev.fairlead.MalformedTextException;
import dev.fairlead.attribute.Attribute;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.sync.Permit;
import dev.fairlead.sync.ResourceGuard;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A sink for text, encoded into a sink of bytes.
 *
 * {@snippet file="TextStreamSnippets.java" region="send"}
 *
 * <p>All texts together are one text: an encoding that begins with a mark writes it once. Text the
 * encoding cannot write is an error unless the options say otherwise, and nothing of that text is
 * sent. A send that is cancelled has sent its text whole or not at all: what is left of one that
 * was begun goes out before the next one, or before the end.
 */
public final class TextSendStream implements ObjectSendStream<String> {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final ByteSendStream sink;
  private final ResourceGuard guard = new ResourceGuard("sending to this text stream");
  private final TextOptions options;

  // Guarded by `guard`: one task at a time.
  private CharsetEncoder encoder;
  private boolean begun;
  private int lastSent; // the last character of a text of which something was sent
  private ByteBuffer rest = NOTHING; // of a text that was begun

  /** Encodes UTF-8 into a stream, which belongs to the new one from now on. */
  public TextSendStream(ByteSendStream sink) {
    this(sink, UnaryOperator.identity());
  }

  /**
   * As {@link #TextSendStream(ByteSendStream)}, with options.
   *
   * @throws IllegalArgumentException if the charset can only be decoded
   */
  public TextSendStream(ByteSendStream sink, UnaryOperator<TextOptions> options) {
    this.sink = sink;
    this.options = options.apply(TextOptions.defaults());
    TextSettings.ensureEncodable(this.options);
    this.encoder = newEncoder();
  }

  private CharsetEncoder newEncoder() {
    return options
        .charset()
        .newEncoder()
        .onMalformedInput(options.malformed())
        .onUnmappableCharacter(options.malformed());
  }

  /**
   * Sends a text. A checkpoint.
   *
   * @throws MalformedTextException if the encoding cannot write it
   */
  @Override
  public void send(String text) throws IOException {
    Checkpoints.checkpoint();
    try (Permit _ = guard.enter()) {
      sendRest();
      ByteBuffer bytes = encode(text);
      try {
        sink.send(bytes);
      } finally {
        noteSent(text, bytes);
      }
    }
  }

  private void noteSent(String text, ByteBuffer bytes) {
    if (bytes.position() > 0) {
      begun = true;
      lastSent = text.codePointBefore(text.length());
      rest = bytes.hasRemaining() ? bytes : NOTHING;
    } else {
      rest = NOTHING;
      forgetUnsent();
    }
  }

  private void sendRest() throws IOException {
    if (rest.hasRemaining()) {
      sink.send(rest);
    }
  }

  private ByteBuffer encode(String text) throws MalformedTextException {
    CharBuffer characters = CharBuffer.wrap(withoutHalfPair(text));
    ByteBuffer bytes = ByteBuffer.allocate(sizeFor(characters.length()));
    CoderResult result = encoder.encode(characters, bytes, false);
    while (result.isOverflow()) {
      bytes = ByteBuffer.allocate(sizeFor(2 * bytes.capacity())).put(bytes.flip());
      result = encoder.encode(characters, bytes, false);
    }
    if (result.isError()) {
      forgetUnsent();
      throw MalformedTextException.encoding(options.charset(), text, characters.position());
    }
    return bytes.flip();
  }

  private static int sizeFor(int characters) {
    return (int) Math.min(Integer.MAX_VALUE - 8, characters + characters / 8 + 16L);
  }

  /** The first half of a surrogate pair is as wrong at the end of a text as anywhere else. */
  private String withoutHalfPair(String text) throws MalformedTextException {
    int last = text.length() - 1;
    if (last < 0 || !Character.isHighSurrogate(text.charAt(last))) {
      return text;
    }
    if (options.malformed() == CodingErrorAction.REPORT) {
      throw MalformedTextException.encoding(options.charset(), text, last);
    }
    return text.substring(0, last) + (options.malformed() == CodingErrorAction.REPLACE ? "?" : "");
  }

  /**
   * Lets the next text follow what was sent last. A mark that was made for a text that was not sent
   * is made again; an encoding with shifts is in the one that the last character needs.
   */
  private void forgetUnsent() {
    encoder = newEncoder();
    if (begun) {
      var last = CharBuffer.wrap(Character.toString(lastSent));
      CoderResult _ = encoder.encode(last, ByteBuffer.allocate(sizeFor(last.length())), false);
    }
  }

  /** What an encoding with shifts writes at the end of all text. */
  private ByteBuffer ending() {
    ByteBuffer bytes = ByteBuffer.allocate(64);
    if (begun) {
      begun = false;
      encoder.encode(CharBuffer.allocate(0), bytes, true);
      encoder.flush(bytes);
      encoder.reset();
    }
    return bytes.flip();
  }

  /** Sends what is left, and what the encoding writes at the end of all text, if anything. */
  void finish() throws IOException {
    try (Permit _ = guard.enter()) {
      sendRest();
      rest = ending();
      sendRest();
    }
  }

  /** Closes the stream below; the rest of a text that was begun and cancelled is not sent. */
  @Override
  public void close() throws IOException {
    try (ByteSendStream _ = sink) {
      if (!rest.hasRemaining()) {
        finish();
      }
    } catch (BusyResourceException e) {
      // Another task is sending: what it has begun ends here too.
    }
  }

  @Override
  public void closeForcefully() throws IOException {
    sink.closeForcefully();
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    return sink.attributes();
  }

  @Override
  public String toString() {
    return options.charset() + " text to " + sink;
  }
}
