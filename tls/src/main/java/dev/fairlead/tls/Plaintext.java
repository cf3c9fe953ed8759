package dev.fairlead.tls;

import java.nio.ByteBuffer;

/**
 * Decrypted bytes for which the receiver's buffer had no room. Used by the task that has the turn
 * to receive.
 */
final class Plaintext {

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  // From position to limit: what is to be received.
  private ByteBuffer buffer = NONE;

  boolean isEmpty() {
    return !buffer.hasRemaining();
  }

  int size() {
    return buffer.remaining();
  }

  /** An empty buffer to decrypt into; {@link #filled} has to follow. */
  ByteBuffer open(int atLeast) {
    if (buffer.hasRemaining()) {
      throw new AssertionError("plaintext would be overwritten: " + buffer);
    }
    buffer = atLeast <= BufferPool.SIZE ? BufferPool.take() : ByteBuffer.allocate(atLeast);
    return buffer;
  }

  /** Makes what was decrypted ready to be received. */
  void filled() {
    buffer.flip();
    releaseIfEmpty();
  }

  /** Moves as much as there is room for. */
  void moveTo(ByteBuffer target) {
    int count = Math.min(buffer.remaining(), target.remaining());
    target.put(target.position(), buffer, buffer.position(), count);
    target.position(target.position() + count);
    buffer.position(buffer.position() + count);
    releaseIfEmpty();
  }

  /** Takes out as much as there is, at most so many bytes. */
  byte[] take(int maxBytes) {
    byte[] bytes = new byte[Math.min(maxBytes, buffer.remaining())];
    buffer.get(bytes);
    releaseIfEmpty();
    return bytes;
  }

  /** Throws everything away. */
  void clear() {
    buffer.position(buffer.limit());
    releaseIfEmpty();
  }

  private void releaseIfEmpty() {
    if (!buffer.hasRemaining()) {
      BufferPool.give(buffer);
      buffer = NONE;
    }
  }
}
