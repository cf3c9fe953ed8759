package dev.fairlead.stream;

import dev.fairlead.attribute.AttributeProvider;
import java.io.IOException;

/**
 * A sink for objects that may get lost or out of order, such as datagrams.
 *
 * {@snippet file="ObjectStreamsSnippets.java" region="unreliable"}
 *
 * @param <T> what is sent
 */
public interface UnreliableObjectSendStream<T> extends Resource, AttributeProvider {

  /**
   * Sends an object; waits until the stream has taken it. A checkpoint.
   *
   * @throws dev.fairlead.BrokenResourceException if the stream broke
   * @throws dev.fairlead.ClosedResourceException if this side closed the stream, also meanwhile
   */
  void send(T item) throws IOException;
}
