package dev.fairlead.internal;

import dev.fairlead.lowlevel.Waiter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The wait of a task that stands in several lists at once: exactly one of them ends it. */
public final class Selection extends Waiter {

  // Written by whoever decides the wait, under the lock of the list that the place is in. The task
  // reads it after it has taken the locks of all lists, so it sees what was written.
  private @Nullable WaitNode chosen;

  /** Makes a wait of the current task. */
  public Selection() {}

  boolean choose(WaitNode node) {
    if (!claim()) {
      return false;
    }
    chosen = node;
    return true;
  }

  /** The place that ended the wait. */
  public WaitNode chosen() {
    return Objects.requireNonNull(chosen);
  }
}
