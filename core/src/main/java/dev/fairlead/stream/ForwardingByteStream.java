package dev.fairlead.stream;

import dev.fairlead.attribute.Attribute;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A byte stream that passes everything on to another one: the base of streams that change a little.
 *
 * {@snippet file="ByteStreamSnippets.java" region="forward"}
 *
 * <p>All bytes go through {@link #receive(ByteBuffer)} and {@link #send(ByteBuffer...)}.
 */
public abstract class ForwardingByteStream implements ByteStream {

  private final ByteStream stream;

  /** Wraps a stream, which belongs to the new one from now on. */
  protected ForwardingByteStream(ByteStream stream) {
    this.stream = stream;
  }

  /** The stream below. */
  protected final ByteStream wrapped() {
    return stream;
  }

  @Override
  public int receive(ByteBuffer target) throws IOException {
    return stream.receive(target);
  }

  @Override
  public void send(ByteBuffer... buffers) throws IOException {
    stream.send(buffers);
  }

  @Override
  public void sendEof() throws IOException {
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
    return getClass().getSimpleName() + " over " + stream;
  }
}
