package dev.fairlead.internal.loop;

/** The clock of one runtime: nanoseconds since it was opened. */
final class LoopClock {

  private final long opened = System.nanoTime();

  long nanoTime() {
    return System.nanoTime() - opened;
  }
}
