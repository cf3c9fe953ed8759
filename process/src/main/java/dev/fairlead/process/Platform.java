package dev.fairlead.process;

import dev.fairlead.process.internal.spawn.Spawner;
import dev.fairlead.process.internal.spawn.Spawners;

/** What is used of the operating system. */
enum Platform {
  /** Everything that is there. */
  BEST,
  /** No native code. */
  WITHOUT_NATIVE_CODE,
  /** What every system has: the JDK's processes, and a thread for each pipe. */
  PORTABLE;

  Spawner spawner(boolean pipesByPath) {
    return this == BEST && pipesByPath ? Spawners.best() : Spawners.portable();
  }
}
