package dev.fairlead.stream;

import dev.fairlead.attribute.Attribute;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Text in both directions over a byte stream: a {@link TextReceiveStream} and a {@link
 * TextSendStream} in one.
 *
 * {@snippet file="TextStreamSnippets.java" region="both"}
 */
public final class TextStream implements ObjectStream<String> {

  private final ByteStream stream;
  private final TextReceiveStream receiving;
  private final TextSendStream sending;

  /** Puts UTF-8 text on a stream, which belongs to the new one from now on. */
  public TextStream(ByteStream stream) {
    this(stream, UnaryOperator.identity());
  }

  /** As {@link #TextStream(ByteStream)}, with options. */
  public TextStream(ByteStream stream, UnaryOperator<TextOptions> options) {
    this.stream = stream;
    this.receiving = new TextReceiveStream(stream, options);
    this.sending = new TextSendStream(stream, options);
  }

  @Override
  public String receive() throws IOException {
    return receiving.receive();
  }

  @Override
  public void send(String text) throws IOException {
    sending.send(text);
  }

  @Override
  public void sendEof() throws IOException {
    sending.finish();
    stream.sendEof();
  }

  @Override
  public void close() throws IOException {
    sending.close();
  }

  @Override
  public void closeForcefully() throws IOException {
    stream.closeForcefully();
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    return stream.attributes();
  }

  @Override
  public String toString() {
    return "text over " + stream;
  }
}
