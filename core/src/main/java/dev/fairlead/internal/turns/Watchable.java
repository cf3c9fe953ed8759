package dev.fairlead.internal.turns;

/** Readiness that can be told without a task that waits for it. */
public interface Watchable {

  /**
   * Has the watch told once, when the channel may be readable or is closed.
   *
   * @throws dev.fairlead.ClosedResourceException if the registration is closed
   * @throws dev.fairlead.BusyResourceException if a task waits for the same, or another watch does
   */
  void watchReadable(ReadyWatch watch);

  /** Takes the watch back; false if it has been told, or is about to be. */
  boolean unwatchReadable();
}
