package dev.fairlead.stream;

import dev.fairlead.attribute.Attribute;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;

/** The lines of a buffered stream. */
final class LineReceiveStream implements ObjectReceiveStream<String> {

  private final BufferedByteReceiveStream source;
  private final LineOptions options;

  LineReceiveStream(BufferedByteReceiveStream source, LineOptions options) {
    this.source = source;
    this.options = options;
  }

  @Override
  public String receive() throws IOException {
    return source.receiveLine(_ -> options);
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
    return "lines of " + source;
  }
}
