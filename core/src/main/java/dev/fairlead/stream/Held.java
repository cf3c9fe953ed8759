package dev.fairlead.stream;

import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.Deadline;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The next item of a source, taken from it and held until it is used. So a cancellation while it is
 * used loses nothing: it is still there for the next time.
 */
final class Held<T> {

  private final ObjectReceiveStream<? extends T> source;
  private @Nullable T item;

  Held(ObjectReceiveStream<? extends T> source) {
    this.source = source;
  }

  /** Waits for the next item and leaves it here. */
  T peek() throws IOException {
    T next = item;
    if (next == null) {
      next = source.receive();
      item = next;
    }
    return next;
  }

  /** Whether there is an item here that was not used yet. */
  boolean isHolding() {
    return item != null;
  }

  /** Waits for the next item and takes it away. */
  T take() throws IOException {
    T next = peek();
    item = null;
    return next;
  }

  /** Waits for the next item until a deadline and takes it away. */
  Optional<T> takeUntil(Deadline deadline) throws IOException {
    if (item != null) {
      return Optional.of(take());
    }
    if (source instanceof MemoryObjectReceiveStream<? extends T> memory) {
      return memory.tryReceive(deadline.remaining()).map(next -> next); // Tries in any case.
    }
    return CancelScope.moveOnAt(deadline).attempt(source::receive);
  }

  /** Waits for the next item and uses it up, unless that is cancelled. */
  <R> R use(ObjectReceiveStream.Mapping<? super T, ? extends R> code) throws IOException {
    T next = peek();
    boolean used = true;
    try {
      return code.map(next);
    } catch (Cancelled cancelled) {
      used = false;
      throw cancelled;
    } finally {
      if (used) {
        item = null;
      }
    }
  }
}
