package dev.fairlead.internal.epoll;

/** Why a call of the system failed. */
final class Errno {

  /** The message that channels of the JDK have for it. */
  private static final String RESET = "Connection reset";

  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final int ECONNRESET = 104;

  private Errno() {}

  /** Whether it failed only because it would have had to wait, or a signal came. */
  static boolean isToTryLater(int errno) {
    return errno == EAGAIN || errno == EINTR;
  }

  /** Whether it failed because the peer wants no more of the connection. */
  static boolean isReset(int errno) {
    return errno == ECONNRESET;
  }

  /** What the system calls it. */
  static String describe(int errno) {
    return isReset(errno) ? RESET : SystemCalls.describe(errno);
  }

  /** What is said of a connection of which the system has told once that it was reset. */
  static String describeReset() {
    return RESET;
  }
}
