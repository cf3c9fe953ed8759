package dev.fairlead.internal.epoll;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/** Where calls of one thread at a time leave why they failed. */
final class CallState {

  private static final VarHandle ERRNO =
      SystemCalls.stateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

  final MemorySegment memory = Arena.ofAuto().allocate(SystemCalls.stateLayout());

  /** Whether the last call failed only because it would have had to wait, or a signal came. */
  boolean shouldTryLater() {
    return Errno.isToTryLater(errno());
  }

  /** What the last call failed with, in words. */
  String failure() {
    return Errno.describe(errno());
  }

  /**
   * Passes on what a call returned.
   *
   * @throws IOException if it is negative
   */
  int checked(int result, String what) throws IOException {
    if (result < 0) {
      throw new IOException(what + ": " + failure());
    }
    return result;
  }

  private int errno() {
    return (int) ERRNO.get(memory, 0L);
  }
}
