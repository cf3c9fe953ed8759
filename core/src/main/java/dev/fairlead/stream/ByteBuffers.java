package dev.fairlead.stream;

import java.nio.ByteBuffer;

/** Sums over several buffers. */
final class ByteBuffers {

  private ByteBuffers() {}

  static long remaining(ByteBuffer... buffers) {
    long sum = 0;
    for (ByteBuffer buffer : buffers) {
      sum += buffer.remaining();
    }
    return sum;
  }
}
