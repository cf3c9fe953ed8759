package dev.fairlead.process.internal.spawn;

import java.io.IOException;

/** A way to start processes. */
public interface Spawner {

  /** Starts a process and does not wait for it. May take a millisecond or two. */
  Child spawn(SpawnRequest request) throws IOException;

  /** Whether a process can be given more descriptors than its standard streams. */
  boolean givesDescriptors();

  /** Whether a group of its own costs a process nothing. */
  boolean groupsForFree();

  /**
   * Passes a very short time, and lets others have this processor meanwhile if that is possible.
   */
  default void giveWay() {
    for (int i = 0; i < 10; i++) {
      Thread.onSpinWait();
    }
  }

  /** Whether it can only be used from a thread that may block for long. */
  boolean blocks();
}
