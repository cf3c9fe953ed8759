package dev.fairlead.process.internal.pipe;

import java.util.function.LongSupplier;

/**
 * Decides whether to look again for a moment before a wait in earnest. Used by the task that
 * receives.
 *
 * <p>A reader that is as fast as the writer finds the pipe empty again and again, for some
 * microseconds each time; falling asleep and being woken takes longer. So one through whose pipe
 * much has come looks again for a moment, and lets the writer have the processor meanwhile: it may
 * be waiting for this very one. If nothing comes the moment is lost, and another one has to be
 * earned, by twice as much as before. So what is lost is a small part of the time that the bytes
 * have taken.
 *
 * <p>If others have taken the processor and have kept it, the moment is lost even if something came
 * meanwhile: on a busy machine who sleeps gets his turn sooner than who gives way.
 */
final class Eagerness {

  /** What has to come for a first moment, and for one after a moment that was of use. */
  static final int BYTES_TO_EARN_ONE = 1 << 20;

  /** How often that doubles at most: it is 64 MiB then. */
  static final int MOST_DOUBLINGS = 6;

  static final int MOST = 8;
  static final long MOMENT_NANOS = 15_000;

  /** Longer than any writer that is worth it takes to fill a pipe. */
  static final long KEPT_AWAY_NANOS = 300_000;

  private final LongSupplier nanoClock;
  private final Runnable giveWay;

  private int moments;
  private int doublings;
  private long bytes;
  private boolean looking;
  private long lookingSince;

  /** Takes what passes a very short time and lets others have the processor. */
  Eagerness(LongSupplier nanoClock, Runnable giveWay) {
    this.nanoClock = nanoClock;
    this.giveWay = giveWay;
  }

  /** Whether looking before a wait is of use. */
  boolean pays() {
    return moments > 0;
  }

  /** Takes note of what has come, if anything. */
  void received(int count) {
    if (looking) {
      looking = false;
      if (passed() <= KEPT_AWAY_NANOS) {
        moments++;
        doublings = 0;
      } else {
        lost();
      }
    }
    bytes += Math.max(0, count);
    if (bytes >= (long) BYTES_TO_EARN_ONE << doublings) {
      bytes = 0;
      moments = Math.min(MOST, moments + 1);
    }
  }

  private long passed() {
    return nanoClock.getAsLong() - lookingSince;
  }

  private void lost() {
    doublings = Math.min(MOST_DOUBLINGS, doublings + 1);
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
    } else if (passed() > MOMENT_NANOS) {
      looking = false;
      lost();
      return false;
    }
    giveWay.run();
    return true;
  }
}
