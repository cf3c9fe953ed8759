package dev.fairlead.internal.epoll;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/** Where calls of one thread at a time leave why they failed. */
final class CallState {

  /** The message that channels of the JDK have for it. */
  static final String RESET = "Connection reset";

  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final int ECONNRESET = 104;

  private static final VarHandle ERRNO =
      SystemCalls.stateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

  final MemorySegment memory = Arena.ofAuto().allocate(SystemCalls.stateLayout());

  /** Whether the last call failed only because it would have had to wait, or a signal came. */
  boolean shouldTryLater() {
    int errno = errno();
    return errno == EAGAIN || errno == EINTR;
  }

  /** Whether the last call failed because the peer wants no more of the connection. */
  boolean isReset() {
    return errno() == ECONNRESET;
  }

  /** What the last call failed with, in words. */
  String failure() {
    return isReset() ? RESET : SystemCalls.describe(errno());
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
