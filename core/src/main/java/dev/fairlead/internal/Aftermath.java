package dev.fairlead.internal;

import org.jspecify.annotations.Nullable;

/** What must be done after a lock was given back. */
public final class Aftermath extends WaitList.Chain {

  private @Nullable Runnable action;

  /** Nothing so far. */
  public Aftermath() {}

  /** Lets a task run that was taken out of a list; nothing for null. */
  public void letRun(@Nullable WaitNode taken) {
    if (taken != null) {
      add(taken);
    }
  }

  /** Runs an action after the tasks; there can be one. */
  public void then(Runnable last) {
    action = last;
  }

  /** Does it all. */
  public void settle() {
    WaitList.letAllRun(first());
    Runnable last = action;
    if (last != null) {
      last.run();
    }
  }
}
