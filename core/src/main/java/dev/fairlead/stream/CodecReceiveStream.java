package dev.fairlead.stream;

import dev.fairlead.attribute.Attribute;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The items that a codec finds in a stream of bytes. A receive that is cancelled has lost nothing.
 *
 * {@snippet file="CodecSnippets.java" region="frames"}
 *
 * @param <T> the type of an item
 */
public final class CodecReceiveStream<T> implements ObjectReceiveStream<T> {

  private final BufferedByteReceiveStream source;
  private final Codec<T> codec;

  /** Looks for items in a stream, which belongs to the new one from now on. */
  public CodecReceiveStream(ByteReceiveStream source, Codec<T> codec) {
    this.source =
        source instanceof BufferedByteReceiveStream buffered
            ? buffered
            : new BufferedByteReceiveStream(source);
    this.codec = codec;
  }

  @Override
  public T receive() throws IOException {
    return codec.receive(source);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  @Override
  public void closeForcefully() throws IOException {
    source.closeForcefully();
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    return source.attributes();
  }

  @Override
  public String toString() {
    return "items from " + source;
  }
}
