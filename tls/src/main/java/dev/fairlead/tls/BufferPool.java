package dev.fairlead.tls;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Buffers for records and plaintext, shared by all streams of the JVM. A stream holds one while it
 * works on something or while the transport has not taken it yet, so a stream at rest has none.
 */
final class BufferPool {

  /**
   * Room for five records of the largest usual size, 16 KiB of plaintext and what is around it. So
   * 64 KiB go out with one write: the JDK's engine makes five records of them in TLS 1.3, each with
   * 16,367 bytes at most, and wants room for a whole one also for the short rest.
   */
  static final int SIZE = 5 * 16_896;

  private static final int SLOTS = 16;
  private static final AtomicReferenceArray<@Nullable ByteBuffer> IDLE =
      new AtomicReferenceArray<>(SLOTS);

  // So many may be held by who only waits: those who work find others.
  private static final int MOST_WAITS = 8;
  private static final AtomicInteger WAITS = new AtomicInteger();

  private BufferPool() {}

  /**
   * Whether a buffer may be held while nothing is there to put into it; if so, for a short time.
   */
  static boolean beginWait() {
    if (WAITS.getAndIncrement() < MOST_WAITS) {
      return true;
    }
    endWait();
    return false;
  }

  /** Ends what a successful {@link #beginWait} began. */
  static void endWait() {
    WAITS.getAndDecrement();
  }

  /** Takes an empty buffer of {@link #SIZE} bytes. */
  static ByteBuffer take() {
    int start = slot();
    for (int i = 0; i < SLOTS; i++) {
      int index = (start + i) % SLOTS;
      if (IDLE.getPlain(index) != null) {
        ByteBuffer found = IDLE.getAndSet(index, null);
        if (found != null) {
          return found.clear();
        }
      }
    }
    return ByteBuffer.allocate(SIZE);
  }

  /**
   * Gives a buffer back. One that is not of the pool's size, or one too many, is left to the GC.
   */
  static void give(ByteBuffer buffer) {
    if (buffer.capacity() != SIZE) {
      return;
    }
    int start = slot();
    for (int i = 0; i < SLOTS; i++) {
      if (IDLE.compareAndSet((start + i) % SLOTS, null, buffer)) {
        return;
      }
    }
  }

  private static int slot() {
    return (int) Thread.currentThread().threadId() & (SLOTS - 1);
  }
}
