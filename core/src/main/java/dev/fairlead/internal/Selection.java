package dev.fairlead.internal;

import dev.fairlead.lowlevel.Waiter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The wait of a task that stands in several lists at once: exactly one of them ends it. */
public final class Selection extends Waiter {

  private static final VarHandle CHOSEN;

  static {
    try {
      CHOSEN = MethodHandles.lookup().findVarHandle(Selection.class, "chosen", WaitNode.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // Written by whoever has just decided the wait, under the lock of the list that the place is in.
  private volatile @Nullable WaitNode chosen;

  /** Makes a wait of the current task. */
  public Selection() {}

  boolean choose(WaitNode node) {
    if (!claim()) {
      return false;
    }
    CHOSEN.setRelease(this, node);
    return true;
  }

  /**
   * The place that ended the wait; null if none did. Who has just decided it may not have said so
   * yet, but has once its lock is free again.
   */
  public @Nullable WaitNode chosen() {
    return chosen;
  }
}
