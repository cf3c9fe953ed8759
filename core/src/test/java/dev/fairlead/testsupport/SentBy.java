package dev.fairlead.testsupport;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.attribute.Attribute;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.stream.UnreliableObjectSendStream;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;

/** A sink for what somebody else lets a stream receive: a system, a file system, other tasks. */
public final class SentBy<T> implements UnreliableObjectSendStream<T> {

  private final Cause<? super T> cause;
  private final Runnable onClose;
  private volatile boolean closed;

  /**
   * Lets an object come.
   *
   * @param <T> the type of the objects
   */
  @FunctionalInterface
  public interface Cause<T> {
    /** Called by the task that sends. */
    void letCome(T item) throws IOException;
  }

  /** Sends by this. */
  public SentBy(Cause<? super T> cause) {
    this(cause, () -> {});
  }

  /** Sends by this, and does that when it is closed. */
  public SentBy(Cause<? super T> cause, Runnable onClose) {
    this.cause = cause;
    this.onClose = onClose;
  }

  @Override
  public void send(T item) throws IOException {
    Checkpoints.checkpoint();
    if (closed) {
      throw new ClosedResourceException("send to a closed sink");
    }
    cause.letCome(item);
  }

  @Override
  public void close() {
    closed = true;
    onClose.run();
  }

  @Override
  public void closeForcefully() {
    close();
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    return Map.of();
  }
}
