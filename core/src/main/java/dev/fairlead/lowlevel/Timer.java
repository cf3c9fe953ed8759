package dev.fairlead.lowlevel;

/**
 * Runs its action once the clock of the runtime has reached a reading. Any thread may call it.
 *
 * {@snippet file="BackendsSnippets.java" region="reactor"}
 */
public interface Timer {

  /** Sets the reading at which the action runs, replacing an earlier one. */
  void arm(long nanos);

  /** Forgets the reading. An expiry that is already on its way may still run the action. */
  void disarm();
}
