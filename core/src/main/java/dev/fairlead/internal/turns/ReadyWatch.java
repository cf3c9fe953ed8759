package dev.fairlead.internal.turns;

/** Hears, once, that a channel may be readable, or is closed. */
@FunctionalInterface
public interface ReadyWatch {

  /**
   * Called by whoever turns a loop, or closes the channel. Must be quick.
   *
   * @param loop the loop that found it; {@link LentLoop#NONE} if none did
   */
  void ready(LentLoop loop);
}
