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

  // Nearly always there is but one, and mostly the same again and again. So it stays here after it
  // was given back: to note whether the task has it costs less than to note what it has.
  private @Nullable Holding newest;
  private boolean hasNewest;
  private @Nullable Holding[] held = NONE; // the older ones
  private int count;
  @Nullable TaskEvent recorded;

  @SuppressWarnings("ReferenceEquality") // This one, not one that is like it.
  void add(Holding holding) {
    if (hasNewest || newest != holding) {
      push(holding);
    }
    hasNewest = true;
  }

  private void push(Holding holding) {
    if (hasNewest && newest != null) {
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
    if (newest == holding && hasNewest) {
      removeNewest();
    } else {
      removeOlder(holding);
    }
  }

  private void removeNewest() {
    if (count == 0) {
      hasNewest = false;
    } else {
      newest = removeLast();
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
    while (hasNewest && newest != null) {
      Holding last = newest;
      removeNewest();
      last.ownerEnded(owner);
    }
    newest = null;
  }
}
