package dev.fairlead.internal.loop;

import java.nio.channels.SelectionKey;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a selection has found ready, in that order, until it is delivered. */
final class ReadyKeys implements Consumer<SelectionKey> {

  private static final int FIRST_ROOM = 64;

  private @Nullable SelectionKey[] keys = new SelectionKey[FIRST_ROOM];
  private int first;
  private int end;

  @Override
  public void accept(SelectionKey key) {
    if (end == keys.length) {
      keys = Arrays.copyOf(keys, 2 * end);
    }
    keys[end++] = key;
  }

  boolean isEmpty() {
    return first == end;
  }

  /** Takes so many at most and hands them over; to be called until none is left. */
  void deliver(int most, Consumer<SelectionKey> to) {
    int until = Math.min(end, first + most);
    while (first < until) {
      SelectionKey key = keys[first];
      keys[first++] = null;
      if (key != null) {
        to.accept(key);
      }
    }
    if (first == end) {
      first = 0;
      end = 0;
    }
  }
}
