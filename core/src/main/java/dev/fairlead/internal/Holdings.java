package dev.fairlead.internal;

import dev.fairlead.internal.jfr.TaskEvent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one task has taken and not given back, in the order in which it was taken, and the record of
 * it while the flight recorder runs. Task only; the starter before.
 */
final class Holdings {

  private static final @Nullable Holding[] NONE = {};

  // Nearly always there is but one.
  private @Nullable Holding newest;
  private @Nullable Holding[] held = NONE; // the older ones
  private int count;
  @Nullable TaskEvent recorded;

  void add(Holding holding) {
    if (newest != null) {
      addOlder(newest);
    }
    newest = holding;
  }

  private void addOlder(Holding holding) {
    if (count == held.length) {
      held = Arrays.copyOf(held, count + 2 + count / 2);
    }
    held[count++] = holding;
  }

  @SuppressWarnings("ReferenceEquality") // This one, not one that is like it.
  void remove(Holding holding) {
    if (newest == holding) {
      newest = count == 0 ? null : removeLast();
    } else {
      removeOlder(holding);
    }
  }

  private @Nullable Holding removeLast() {
    Holding last = held[--count];
    held[count] = null;
    return last;
  }

  @SuppressWarnings("ReferenceEquality") // This one, not one that is like it.
  private void removeOlder(Holding holding) {
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
    Holding last = newest;
    while (last != null) {
      newest = count == 0 ? null : removeLast();
      last.ownerEnded(owner);
      last = newest;
    }
  }
}
