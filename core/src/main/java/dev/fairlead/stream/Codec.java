package dev.fairlead.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Function;

/**
 * A way to write items one after the other into bytes, and to find them again.
 *
 * {@snippet file="CodecSnippets.java" region="frames"}
 *
 * <p>{@link Frames} has the usual ones. {@link CodecStream} and its one-way relatives make object
 * streams of byte streams with it.
 *
 * @param <T> the type of an item
 */
public interface Codec<T> {

  /**
   * Receives one item. A checkpoint.
   *
   * <p>Must wait for all bytes of the item before it takes the first, with {@link
   * BufferedByteReceiveStream#peek} for instance, so that a cancelled receive can be repeated.
   *
   * @throws dev.fairlead.EndOfStreamException if the stream ends before the item begins
   * @throws dev.fairlead.IncompleteReadException if the stream ends within the item
   */
  T receive(BufferedByteReceiveStream source) throws IOException;

  /**
   * Writes an item into buffers, ready to be sent in order.
   *
   * @throws IllegalArgumentException if the item cannot be written
   */
  ByteBuffer[] write(T item) throws IOException;

  /** This codec with the items turned into something else on both sides. */
  default <R> Codec<R> map(Function<? super T, R> received, Function<? super R, T> sent) {
    return new MappedCodec<>(this, received, sent);
  }
}
