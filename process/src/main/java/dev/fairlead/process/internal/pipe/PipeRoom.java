package dev.fairlead.process.internal.pipe;

import java.util.concurrent.Semaphore;

/**
 * How much a pipe holds before its writer has to wait: more, once much has come through it.
 *
 * <p>The more there is room for, the less often do writer and reader wait for each other. But the
 * kernel lets each user have 64 MiB in all pipes, and makes the next ones as small as a page. So
 * this JVM has a few large ones at a time.
 */
final class PipeRoom {

  static final int BYTES_TO_EARN_IT = 1 << 20;
  static final int LARGE = 1 << 18;
  static final int MOST_LARGE = 32;

  private static final Semaphore PLACES = new Semaphore(MOST_LARGE);

  private final PipeSystem system;
  private final int descriptor;
  private final Semaphore places;

  private int bytes; // receiver only

  // Guarded by this, since the number belongs to somebody else once the end is closed.
  private boolean large;
  private boolean closed;

  /** Makes one for a pipe as it was opened. */
  PipeRoom(PipeSystem system, int descriptor) {
    this(system, descriptor, PLACES);
  }

  PipeRoom(PipeSystem system, int descriptor, Semaphore places) {
    this.system = system;
    this.descriptor = descriptor;
    this.places = places;
  }

  /** Takes note of what has come. Receiver only. */
  void received(int count) {
    if (!isEarned()) {
      bytes += Math.max(0, count);
      if (isEarned()) {
        enlarge();
      }
    }
  }

  /** Whether much has come. Receiver only. */
  boolean isEarned() {
    return bytes >= BYTES_TO_EARN_IT;
  }

  private synchronized void enlarge() {
    if (!closed && places.tryAcquire()) {
      large = system.enlarge(descriptor, LARGE);
      if (!large) {
        places.release();
      }
    }
  }

  /** To be called before the end is closed. */
  synchronized void close() {
    closed = true;
    if (large) {
      large = false;
      places.release();
    }
  }
}
