package dev.fairlead.internal;

import dev.fairlead.internal.jfr.TaskEvent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one task has taken and not given back, in the order in which it was taken, and what else few
 * tasks have: the record of it while the flight recorder runs, and who hears of its waits. Task
 * only; the starter before.
 */
final class Holdings {

  private static final @Nullable Holding[] NONE = {};

  // Nearly always there is but one, and mostly the same again and again. So it stays here after it
  // was given back: to note whether the task has it costs less than to note what it has.
  private @Nullable Holding newest;
  private @Nullable Holding[] held = NONE; // the older ones
  private int count; // of all, the newest too

  @Nullable TaskEvent recorded;
  @Nullable Runnable waitHook;

  @SuppressWarnings("ReferenceEquality") // This one, not one that is like it.
  void add(Holding holding) {
    if (count > 0 || newest != holding) {
      push(holding);
    }
    count++;
  }

  private void push(Holding holding) {
    if (count > 0 && newest != null) {
      addOlder(newest);
    }
    newest = holding;
  }

  private void addOlder(Holding holding) {
    int older = count - 1;
    if (older == held.length) {
      held = Arrays.copyOf(held, older + 2 + older / 2);
    }
    held[older] = holding;
  }

  @SuppressWarnings("ReferenceEquality") // This one, not one that is like it.
  void remove(Holding holding) {
    if (newest == holding && count > 0) {
      removeNewest();
    } else {
      removeOlder(holding);
    }
  }

  private void removeNewest() {
    count--;
    if (count > 0) {
      newest = held[count - 1];
      held[count - 1] = null;
    }
  }

  @SuppressWarnings("ReferenceEquality") // This one, not one that is like it.
  private void removeOlder(Holding holding) {
    int last = count - 2;
    for (int i = last; i >= 0; i--) {
      if (held[i] == holding) {
        System.arraycopy(held, i + 1, held, i, last - i);
        held[last] = null;
        count--;
        return;
      }
    }
  }

  /** Tells everything that is left that its owner has ended. */
  void abandon(Task<?> owner) {
    while (count > 0 && newest != null) {
      Holding last = newest;
      removeNewest();
      last.ownerEnded(owner);
    }
    newest = null;
  }

  /** Tells who hears of the waits of the task that one begins. */
  void tellOfWait() {
    Runnable hook = waitHook;
    if (hook != null) {
      hook.run();
    }
  }
}
