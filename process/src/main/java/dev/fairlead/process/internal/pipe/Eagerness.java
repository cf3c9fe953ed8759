package dev.fairlead.process.internal.pipe;

import java.util.function.LongSupplier;

/**
 * Decides whether to look again for a moment before a wait in earnest. Used by the task that
 * receives.
 *
 * <p>A reader that is as fast as the writer finds the pipe empty again and again, for some
 * microseconds each time; falling asleep and being woken takes longer. So one through whose pipe
 * much has come looks again and again for a moment. If nothing comes the moment is lost, and
 * another one has to be earned: what is lost is a small part of the time that the bytes have taken.
 */
final class Eagerness {

  static final int BYTES_TO_EARN_ONE = 1 << 20;
  static final int MOST = 8;
  static final long MOMENT_NANOS = 15_000;

  private static final int PAUSES = 10; // about as long as a read that is in vain

  private final LongSupplier nanoClock;

  private int moments;
  private long bytes;
  private boolean looking;
  private long lookingSince;

  Eagerness(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Whether looking before a wait is of use. */
  boolean pays() {
    return moments > 0;
  }

  /** Takes note of what has come, if anything. */
  void received(int count) {
    if (looking) {
      looking = false;
      moments++; // It was no loss.
    }
    bytes += Math.max(0, count);
    if (bytes >= BYTES_TO_EARN_ONE) {
      bytes = 0;
      moments = Math.min(MOST, moments + 1);
    }
  }

  /** Whether to look once more, after nothing was there; passes a little time. */
  boolean looksAgain() {
    if (!looking) {
      if (moments == 0) {
        return false;
      }
      moments--;
      looking = true;
      lookingSince = nanoClock.getAsLong();
    } else if (nanoClock.getAsLong() - lookingSince > MOMENT_NANOS) {
      looking = false;
      return false;
    }
    for (int i = 0; i < PAUSES; i++) {
      Thread.onSpinWait();
    }
    return true;
  }
}
