package dev.fairlead.stream;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.sync.Permit;
import dev.fairlead.sync.ResourceGuard;
import java.util.Iterator;

/** What an iterator gives, as a receive stream. */
final class IteratorStream<T> implements ObjectReceiveStream<T> {

  private final Iterator<? extends T> items;
  private final Runnable onClose;
  private final ResourceGuard receiving = new ResourceGuard("receiving from an iterator");
  private volatile boolean closed;

  IteratorStream(Iterator<? extends T> items, Runnable onClose) {
    this.items = items;
    this.onClose = onClose;
  }

  @Override
  public T receive() throws EndOfStreamException {
    Checkpoints.checkpoint();
    try (Permit _ = receiving.enter()) {
      if (closed) {
        throw new ClosedResourceException("receive on a closed stream of an iterator");
      }
      if (!items.hasNext()) {
        throw new EndOfStreamException("the iterator has no more items");
      }
      return items.next();
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      onClose.run();
    }
  }

  @Override
  public void closeForcefully() {
    close();
  }

  @Override
  public String toString() {
    return "stream of an iterator";
  }
}
