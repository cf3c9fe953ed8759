package dev.fairlead.internal.loop;

import dev.fairlead.internal.Log;
import java.lang.System.Logger.Level;

/** Runs what others gave to a loop, whose thread must outlive their mistakes. */
final class Guarded {

  private Guarded() {}

  /** Runs an action on the thread of a loop; what it throws is reported. */
  static void run(Runnable action, String what) {
    try {
      action.run();
    } catch (Throwable failure) {
      // With the loop every task of the runtime would hang; a bug in one action must not do that.
      report("a " + what + " failed: " + action, failure);
    }
  }

  /** Reports what no caller can be told. */
  static void report(String what, Throwable failure) {
    Log.write(Level.ERROR, what, failure);
  }
}
