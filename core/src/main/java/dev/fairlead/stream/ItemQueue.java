package dev.fairlead.stream;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Items in order, as many as there are. Adding and taking never move what is there already, so both
 * take the same short time at any size. Guarded by whoever owns it.
 */
final class ItemQueue<T> {

  /*
   * Whenever it is empty it begins in front again: so a queue that is filled and emptied again and
   * again stays in the same few lines of the cache. It counts what went through it, since it is
   * written to for each item anyway, and its owner is not.
   */

  private static final int CHUNK = 32;

  /** Some items, and where it goes on. One that was emptied is kept for the next time. */
  private static final class Chunk {
    final @Nullable Object[] items = new @Nullable Object[CHUNK];
    @Nullable Chunk next;
  }

  private Chunk head = new Chunk();
  private Chunk tail = head;
  private @Nullable Chunk spare;
  private int headIndex;
  private int tailIndex;
  private int size;
  private int peak;
  private long added;

  int size() {
    return size;
  }

  /** The most that it ever held. */
  int peak() {
    return peak;
  }

  /** How many items were ever added. */
  long added() {
    return added;
  }

  void add(T item) {
    if (tailIndex == CHUNK) {
      appendChunk();
    }
    tail.items[tailIndex++] = item;
    added++;
    if (++size > peak) {
      peak = size;
    }
  }

  private void appendChunk() {
    Chunk added = spare == null ? new Chunk() : spare;
    spare = null;
    tail.next = added;
    tail = added;
    tailIndex = 0;
  }

  /** Takes the oldest item; null if there is none. */
  @Nullable T poll() {
    if (size == 0) {
      return null;
    }
    if (headIndex == CHUNK) {
      dropChunk();
    }
    T item = itemAt(headIndex);
    head.items[headIndex++] = null;
    if (--size == 0) { // Then the first chunk is the last, too.
      headIndex = 0;
      tailIndex = 0;
    }
    return item;
  }

  private void dropChunk() {
    Chunk emptied = head;
    if (emptied.next == null) {
      throw new AssertionError("the queue has items, but no chunk to hold them");
    }
    head = emptied.next;
    headIndex = 0;
    emptied.next = null;
    spare = emptied;
  }

  @SuppressWarnings("unchecked") // Only items of type T are put in.
  private @Nullable T itemAt(int index) {
    return (T) head.items[index];
  }

  /** Takes all items. */
  List<T> drain() {
    var all = new ArrayList<T>(size);
    for (T item = poll(); item != null; item = poll()) {
      all.add(item);
    }
    return all;
  }
}
