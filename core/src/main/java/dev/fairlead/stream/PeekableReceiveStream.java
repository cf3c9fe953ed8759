package dev.fairlead.stream;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.attribute.Attribute;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.sync.Permit;
import dev.fairlead.sync.ResourceGuard;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A source of objects that lets its receiver look at the next one before taking it.
 *
 * {@snippet file="ObjectStreamsSnippets.java" region="peek"}
 *
 * <p>It takes one object ahead of its source when it is asked to look, and nothing otherwise. One
 * task at a time uses it. It owns its source: closing the one closes the other.
 *
 * @param <T> what is received
 */
public final class PeekableReceiveStream<T> implements ObjectReceiveStream<T> {

  private final ObjectReceiveStream<? extends T> source;
  private final Held<T> next;
  private final ResourceGuard receiving = new ResourceGuard("receiving from a stream");
  private volatile boolean closed;

  /** Looks into a stream, which belongs to the new one from now on. */
  public PeekableReceiveStream(ObjectReceiveStream<? extends T> source) {
    this.source = source;
    this.next = new Held<>(source);
  }

  /**
   * Waits for the next object and leaves it in the stream. A checkpoint.
   *
   * @throws dev.fairlead.EndOfStreamException if there is none any more
   * @throws dev.fairlead.BusyResourceException if another task uses the stream
   */
  public T peek() throws IOException {
    Checkpoints.checkpoint();
    try (Permit _ = receiving.enter()) {
      ensureOpen();
      return next.peek();
    }
  }

  @Override
  public T receive() throws IOException {
    Checkpoints.checkpoint();
    try (Permit _ = receiving.enter()) {
      ensureOpen();
      return next.take();
    }
  }

  /** The source would not be asked for what was looked at before. */
  private void ensureOpen() {
    if (closed) {
      throw new ClosedResourceException("receive() on a peekable stream, which is closed");
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    source.close();
  }

  @Override
  public void closeForcefully() throws IOException {
    closed = true;
    source.closeForcefully();
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    return source.attributes();
  }

  @Override
  public String toString() {
    return "peekable " + source;
  }
}
