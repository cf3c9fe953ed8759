package dev.fairlead.process.internal.spawn;

import dev.fairlead.process.internal.pipe.PipeSystem;
import java.io.IOException;

/** A way to start processes, and what comes with it for their pipes. */
public interface Spawner extends PipeSystem {

  /** Starts a process and does not wait for it. May take a millisecond or two. */
  Child spawn(SpawnRequest request) throws IOException;

  /** Whether a process can be given more descriptors than its standard streams. */
  boolean givesDescriptors();

  /** Whether a group of its own costs a process nothing. */
  boolean groupsForFree();

  /** Whether it can only be used from a thread that may block for long. */
  boolean blocks();
}
