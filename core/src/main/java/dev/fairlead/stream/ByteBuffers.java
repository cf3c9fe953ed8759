package dev.fairlead.stream;

import java.nio.ByteBuffer;

/** What {@link ByteBuffer} lacks. */
final class ByteBuffers {

  private ByteBuffers() {}

  static long remaining(ByteBuffer... buffers) {
    long sum = 0;
    for (ByteBuffer buffer : buffers) {
      sum += buffer.remaining();
    }
    return sum;
  }

  /** Moves as many bytes as there are, and as there is room for. */
  static void move(ByteBuffer from, ByteBuffer to) {
    int size = Math.min(from.remaining(), to.remaining());
    to.put(to.position(), from, from.position(), size);
    to.position(to.position() + size);
    from.position(from.position() + size);
  }
}
