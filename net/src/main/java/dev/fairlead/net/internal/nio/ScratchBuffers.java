package dev.fairlead.net.internal.nio;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Direct buffers for reads whose size nobody knows yet: read into one, then copy what came into an
 * array that fits.
 *
 * <p>One is held for the length of a system call only and never while waiting, so there are about
 * as many as cores, however many connections there are.
 */
final class ScratchBuffers {

  /** Holds any datagram, and as much of a stream as one receive returns. */
  static final int SIZE = 65_536;

  private static final int SLOTS = 16;
  private static final AtomicReferenceArray<@Nullable ByteBuffer> IDLE =
      new AtomicReferenceArray<>(SLOTS);

  private ScratchBuffers() {}

  /** Takes an empty buffer of {@link #SIZE} bytes. */
  static ByteBuffer take() {
    int start = slot();
    for (int i = 0; i < SLOTS; i++) {
      ByteBuffer found = IDLE.getAndSet((start + i) % SLOTS, null);
      if (found != null) {
        return found.clear();
      }
    }
    return ByteBuffer.allocateDirect(SIZE);
  }

  /** Gives a buffer back; one too many is left to the garbage collector. */
  static void give(ByteBuffer buffer) {
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
