package dev.fairlead.stream;

import java.io.IOException;

/**
 * Both directions of objects that arrive complete and in order.
 *
 * {@snippet file="MemoryObjectStreamSnippets.java" region="staple"}
 *
 * @param <T> what is sent and received
 */
public interface ObjectStream<T>
    extends ObjectReceiveStream<T>, ObjectSendStream<T>, UnreliableObjectStream<T> {

  /**
   * Tells the other side that nothing more will be sent. Receiving goes on. Ending twice does
   * nothing.
   */
  void sendEof() throws IOException;
}
