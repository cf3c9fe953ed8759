package dev.fairlead.testsupport;

import dev.fairlead.attribute.Attribute;
import dev.fairlead.stream.UnreliableObjectReceiveStream;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** A stream of which a test compares only a part of each object. */
public final class SeenAs<T, R> implements UnreliableObjectReceiveStream<R> {

  private final UnreliableObjectReceiveStream<T> stream;
  private final Function<? super T, ? extends R> part;

  /** Receives from the stream and gives the part. */
  public SeenAs(UnreliableObjectReceiveStream<T> stream, Function<? super T, ? extends R> part) {
    this.stream = stream;
    this.part = part;
  }

  @Override
  public R receive() throws IOException {
    return part.apply(stream.receive());
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
