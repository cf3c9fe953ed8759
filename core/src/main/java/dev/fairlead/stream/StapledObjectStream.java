package dev.fairlead.stream;

import dev.fairlead.attribute.Attribute;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Two one-way object streams joined to one of both directions.
 *
 * {@snippet file="MemoryObjectStreamSnippets.java" region="staple"}
 *
 * <p>Ending the sending direction closes its stream. Closing closes both, the sending one first.
 * Where both offer an attribute, the receiving one's counts.
 *
 * @param <T> what is sent and received
 */
public final class StapledObjectStream<T> implements ObjectStream<T> {

  private final ObjectSendStream<T> sending;
  private final ObjectReceiveStream<T> receiving;

  /** Joins a sink and a source. */
  public StapledObjectStream(ObjectSendStream<T> sending, ObjectReceiveStream<T> receiving) {
    this.sending = sending;
    this.receiving = receiving;
  }

  /** The stream that is sent to. */
  public ObjectSendStream<T> sendStream() {
    return sending;
  }

  /** The stream that is received from. */
  public ObjectReceiveStream<T> receiveStream() {
    return receiving;
  }

  @Override
  public T receive() throws IOException {
    return receiving.receive();
  }

  @Override
  public void send(T item) throws IOException {
    sending.send(item);
  }

  @Override
  public void sendEof() throws IOException {
    sending.close();
  }

  @Override
  public void close() throws IOException {
    Parts.close(List.of(sending, receiving));
  }

  @Override
  public void closeForcefully() throws IOException {
    Parts.closeForcefully(List.of(sending, receiving));
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    return Parts.attributes(List.of(sending, receiving));
  }

  @Override
  public String toString() {
    return "stream that sends to " + sending + " and receives from " + receiving;
  }
}
