package dev.fairlead.testing.internal.network;

import dev.fairlead.lowlevel.Timer;

/** What a network needs of the simulation it is a part of. */
public interface World {

  /** The time of the simulation. */
  long nanoTime();

  /** Makes a timer. */
  Timer newTimer(Runnable onExpiry);

  /** Puts a line into the trace. */
  void note(String text);
}
