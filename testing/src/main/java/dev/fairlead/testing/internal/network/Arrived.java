package dev.fairlead.testing.internal.network;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Bytes that have arrived and that nobody has received. */
final class Arrived {

  private final Deque<ByteBuffer> pieces = new ArrayDeque<>();
  private int size;

  void add(ByteBuffer bytes) {
    pieces.add(bytes);
    size += bytes.remaining();
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** Moves as many as there are and as there is room for; returns how many. */
  int moveTo(ByteBuffer target) {
    int moved = Math.min(size, target.remaining());
    while (target.hasRemaining() && !pieces.isEmpty()) {
      ByteBuffer first = pieces.element();
      int part = Math.min(first.remaining(), target.remaining());
      target.put(target.position(), first, first.position(), part);
      target.position(target.position() + part);
      first.position(first.position() + part);
      if (!first.hasRemaining()) {
        pieces.remove();
      }
    }
    size -= moved;
    return moved;
  }
}
