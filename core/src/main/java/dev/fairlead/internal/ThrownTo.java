package dev.fairlead.internal;

import java.util.Arrays;

/**
 * The place at which a failure that comes from another task is thrown on, as a suppressed exception
 * of that failure: its own stack trace shows the other task alone. Nobody throws it.
 */
final class ThrownTo extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int MOST = 8; // of one failure, which may be a constant thrown for ever

  private ThrownTo(String message) {
    super(message);
  }

  /** Adds the current place to a failure. */
  static void note(Throwable failure, String where) {
    if (Arrays.stream(failure.getSuppressed()).filter(ThrownTo.class::isInstance).count() < MOST) {
      failure.addSuppressed(new ThrownTo(where));
    }
  }
}
