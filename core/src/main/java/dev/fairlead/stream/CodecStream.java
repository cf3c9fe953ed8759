package dev.fairlead.stream;

import dev.fairlead.attribute.Attribute;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Items in both directions over a byte stream: a {@link CodecReceiveStream} and a {@link
 * CodecSendStream} in one.
 *
 * {@snippet file="CodecSnippets.java" region="both"}
 *
 * @param <T> the type of an item
 */
public final class CodecStream<T> implements ObjectStream<T> {

  private final ByteStream stream;
  private final CodecReceiveStream<T> receiving;
  private final CodecSendStream<T> sending;

  /** Puts items on a stream, which belongs to the new one from now on. */
  public CodecStream(ByteStream stream, Codec<T> codec) {
    this.stream = stream;
    this.receiving = new CodecReceiveStream<>(stream, codec);
    this.sending = new CodecSendStream<>(stream, codec);
  }

  @Override
  public T receive() throws IOException {
    return receiving.receive();
  }

  @Override
  public void send(T item) throws IOException {
    sending.send(item);
  }

  /** Sends what is left of an item that was begun, and then the end. */
  @Override
  public void sendEof() throws IOException {
    sending.flush();
    stream.sendEof();
  }

  @Override
  public void close() throws IOException {
    stream.close();
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
    return "items over " + stream;
  }
}
