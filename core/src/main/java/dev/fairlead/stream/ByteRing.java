package dev.fairlead.stream;

import java.nio.ByteBuffer;

/** A limited number of bytes, first in, first out. Whoever uses it guards it. */
final class ByteRing {

  private final byte[] bytes;
  private int start;
  private int size;

  ByteRing(int capacity) {
    if (capacity < 0) {
      throw new IllegalArgumentException("the buffer size must be 0 or more: " + capacity);
    }
    this.bytes = new byte[capacity];
  }

  int size() {
    return size;
  }

  int room() {
    return bytes.length - size;
  }

  void clear() {
    size = 0;
  }

  /** Takes as many bytes out of the buffers as there is room for. */
  void fill(ByteBuffer... sources) {
    for (ByteBuffer source : sources) {
      while (room() > 0 && source.hasRemaining()) {
        int end = (start + size) % bytes.length;
        int inOnePiece = end < start ? start - end : bytes.length - end;
        int count = Math.min(source.remaining(), inOnePiece);
        source.get(bytes, end, count);
        size += count;
      }
    }
  }

  /** Puts as many bytes into the buffer as it has room for. */
  void moveTo(ByteBuffer target) {
    while (size > 0 && target.hasRemaining()) {
      int count = Math.min(target.remaining(), Math.min(size, bytes.length - start));
      target.put(bytes, start, count);
      start = (start + count) % bytes.length;
      size -= count;
    }
  }

  @Override
  public String toString() {
    return size + " of " + bytes.length + " bytes";
  }
}
