package dev.fairlead.benchmarks.echo;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Buffers of one size outside the heap, as many as are in use at once, as a user would keep them.
 */
final class LentBuffers {
  private static final ArrayDeque<ByteBuffer> IDLE = new ArrayDeque<>();

  private LentBuffers() {}

  static synchronized ByteBuffer take(int size) {
    var found = IDLE.pollFirst();
    return found != null ? found : ByteBuffer.allocateDirect(size);
  }

  /** The one given back last is taken first: it is the one that the processor remembers. */
  static synchronized void give(ByteBuffer buffer) {
    IDLE.addFirst(buffer.clear());
  }
}
