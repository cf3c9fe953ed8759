package dev.fairlead.testing.internal;

import org.jspecify.annotations.Nullable;

/** What the scheduler can choose to happen next: a task goes on, or a timer expires. */
abstract sealed class Ready permits SimulatedStrand, SimulatedTimer {

  // Baton only.
  private int position = -1;
  long priority;
  long epoch = -1;

  final boolean isReady() {
    return position >= 0;
  }

  /** The things that are ready, in no order that means anything. */
  static final class Pool {
    private @Nullable Ready[] items = new @Nullable Ready[16];
    private int size;

    void add(Ready item) {
      if (size == items.length) {
        items = java.util.Arrays.copyOf(items, size * 2);
      }
      items[size] = item;
      item.position = size++;
    }

    void remove(Ready item) {
      Ready last = get(--size);
      items[item.position] = last;
      last.position = item.position;
      items[size] = null;
      item.position = -1;
    }

    Ready get(int index) {
      return java.util.Objects.requireNonNull(items[index]);
    }

    int size() {
      return size;
    }

    boolean isEmpty() {
      return size == 0;
    }
  }
}
