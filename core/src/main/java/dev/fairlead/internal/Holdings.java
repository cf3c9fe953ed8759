package dev.fairlead.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one task has taken and not given back, in the order in which it was taken. Task only. */
final class Holdings {

  private @Nullable Holding[] held = new Holding[2];
  private int count;

  void add(Holding holding) {
    if (count == held.length) {
      held = Arrays.copyOf(held, 2 * count);
    }
    held[count++] = holding;
  }

  @SuppressWarnings("ReferenceEquality") // This one, not one that is like it.
  void remove(Holding holding) {
    int last = count - 1;
    for (int i = last; i >= 0; i--) {
      if (held[i] == holding) {
        System.arraycopy(held, i + 1, held, i, last - i);
        held[last] = null;
        count = last;
        return;
      }
    }
  }

  /** Tells everything that is left that its owner has ended. */
  void abandon(Task<?> owner) {
    while (count > 0) {
      Holding last = held[--count];
      held[count] = null;
      if (last != null) {
        last.ownerEnded(owner);
      }
    }
  }
}
