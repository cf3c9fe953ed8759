package dev.fairlead.stream;

import dev.fairlead.attribute.Attribute;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Two one-way byte streams joined to one of both directions, such as the input and the output of a
 * child process.
 *
 * {@snippet file="StapledByteStreamSnippets.java" region="staple"}
 *
 * <p>Ending the sending direction closes its stream. Closing closes both, the sending one first.
 * Where both offer an attribute, the receiving one's counts.
 */
public final class StapledByteStream implements ByteStream {

  private final ByteSendStream sending;
  private final ByteReceiveStream receiving;

  /** Joins a sink and a source. */
  public StapledByteStream(ByteSendStream sending, ByteReceiveStream receiving) {
    this.sending = sending;
    this.receiving = receiving;
  }

  /** The stream that is sent to. */
  public ByteSendStream sendStream() {
    return sending;
  }

  /** The stream that is received from. */
  public ByteReceiveStream receiveStream() {
    return receiving;
  }

  @Override
  public int receive(ByteBuffer target) throws IOException {
    return receiving.receive(target);
  }

  @Override
  public byte[] receive(int maxBytes) throws IOException {
    return receiving.receive(maxBytes);
  }

  @Override
  public long copyTo(ByteSendStream sink) throws IOException {
    return receiving.copyTo(sink);
  }

  @Override
  public void send(ByteBuffer... buffers) throws IOException {
    sending.send(buffers);
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
