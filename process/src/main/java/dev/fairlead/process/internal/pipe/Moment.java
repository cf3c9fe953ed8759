package dev.fairlead.process.internal.pipe;

import java.io.IOException;

/** A short wait that keeps the thread, for what is about to happen anyway. */
@FunctionalInterface
public interface Moment {

  /** Where there is no such wait. */
  Moment NONE = (_, _) -> false;

  /**
   * Waits until a descriptor can be read from, or has no more writers.
   *
   * @return whether that has come
   */
  boolean awaitReadable(int descriptor, long nanos) throws IOException;
}
