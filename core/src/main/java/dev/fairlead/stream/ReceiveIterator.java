package dev.fairlead.stream;

import dev.fairlead.EndOfStreamException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Receives for a loop: one item ahead, and nothing once the stream has ended. */
final class ReceiveIterator<T> implements Iterator<T> {

  /** One receive. */
  @FunctionalInterface
  interface Receive<T> {
    T receive() throws IOException;
  }

  private final Receive<T> source;
  private @Nullable T next;
  private boolean ended;

  ReceiveIterator(Receive<T> source) {
    this.source = source;
  }

  @Override
  public boolean hasNext() {
    if (next == null && !ended) {
      receiveNext();
    }
    return next != null;
  }

  private void receiveNext() {
    try {
      next = source.receive();
    } catch (EndOfStreamException e) {
      ended = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the stream has ended");
    }
    T item = next;
    next = null;
    if (item == null) {
      throw new AssertionError("hasNext() said there is one");
    }
    return item;
  }
}
