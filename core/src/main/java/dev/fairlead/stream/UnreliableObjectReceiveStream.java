package dev.fairlead.stream;

import dev.fairlead.attribute.AttributeProvider;
import java.io.IOException;
import java.util.Iterator;

/**
 * A source of objects that may get lost or out of order, such as datagrams.
 *
 * {@snippet file="ObjectStreamsSnippets.java" region="unreliable"}
 *
 * @param <T> what is received
 */
public interface UnreliableObjectReceiveStream<T> extends Resource, AttributeProvider, Iterable<T> {

  /**
   * Waits for the next object. A checkpoint.
   *
   * @throws dev.fairlead.EndOfStreamException if the other side has ended the stream
   * @throws dev.fairlead.BrokenResourceException if the stream broke
   * @throws dev.fairlead.ClosedResourceException if this side closed the stream, also meanwhile
   */
  T receive() throws IOException;

  /**
   * Receives until the end of the stream. Errors other than its end come as {@code
   * UncheckedIOException}.
   */
  @Override
  default Iterator<T> iterator() {
    return new ReceiveIterator<>(this::receive);
  }
}
