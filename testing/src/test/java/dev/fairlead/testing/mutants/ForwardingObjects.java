package dev.fairlead.testing.mutants;

import dev.fairlead.attribute.Attribute;
import dev.fairlead.stream.ObjectStream;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;

/** Numbers, as another stream has them. */
class ForwardingObjects implements ObjectStream<Integer> {

  private final ObjectStream<Integer> stream;

  ForwardingObjects(ObjectStream<Integer> stream) {
    this.stream = stream;
  }

  @Override
  public Integer receive() throws IOException {
    return stream.receive();
  }

  @Override
  public void send(Integer item) throws IOException {
    stream.send(item);
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
}
