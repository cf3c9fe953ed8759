package dev.fairlead.testsupport;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks again and again whether something has come about that is about to. */
final class Looks {

  private static final long BETWEEN_LOOKS_NANOS = 10_000_000;

  private Looks() {}

  /** Returns whether it has, after some seconds at most; an interrupt ends the looks too. */
  static boolean until(BooleanSupplier come, int seconds) {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    boolean hasCome = come.getAsBoolean();
    while (!hasCome && System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
      hasCome = come.getAsBoolean();
    }
    return hasCome;
  }
}
