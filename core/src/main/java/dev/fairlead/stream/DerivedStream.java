package dev.fairlead.stream;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.attribute.Attribute;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.sync.Permit;
import dev.fairlead.sync.ResourceGuard;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A stream whose items are made from those of others, which it owns. */
final class DerivedStream<T> implements ObjectReceiveStream<T> {

  /** Makes the next item. What it has taken and not used yet is kept in fields. */
  @FunctionalInterface
  interface Step<T> {
    /** Called by one task at a time. */
    T next() throws IOException;
  }

  private final String what;
  private final List<? extends ObjectReceiveStream<?>> sources;
  private final Step<? extends T> step;
  private final ResourceGuard receiving;
  private volatile boolean closed;

  DerivedStream(
      String what, List<? extends ObjectReceiveStream<?>> sources, Step<? extends T> step) {
    this.what = what;
    this.sources = sources;
    this.step = step;
    this.receiving = new ResourceGuard("receiving from a stream that was made by " + what);
  }

  static <T> DerivedStream<T> of(
      String what, ObjectReceiveStream<?> source, Step<? extends T> step) {
    return new DerivedStream<>(what, List.of(source), step);
  }

  @Override
  public T receive() throws IOException {
    Checkpoints.checkpoint();
    try (Permit _ = receiving.enter()) {
      ensureOpen();
      return step.next();
    }
  }

  /** The sources would not be asked as long as there is something left of what they gave. */
  private void ensureOpen() {
    if (closed) {
      throw new ClosedResourceException(
          "receive() on a stream made by " + what + ", which is closed");
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    Parts.close(sources);
  }

  @Override
  public void closeForcefully() throws IOException {
    closed = true;
    Parts.closeForcefully(sources);
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    return Parts.attributes(sources);
  }

  @Override
  public String toString() {
    return what + " of " + sources;
  }
}
