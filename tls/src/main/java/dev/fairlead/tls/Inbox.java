package dev.fairlead.tls;

import dev.fairlead.EndOfStreamException;
import dev.fairlead.stream.ByteReceiveStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What came from the transport and is not decrypted yet. Used by the task that has the turn to
 * receive.
 *
 * <p>While nothing is here the transport is asked for a chunk, which a socket allocates only once
 * there is one: a stream that waits for its peer holds no buffer. Once more comes than fits into
 * such a chunk, a buffer of the pool is filled again and again until the transport runs dry.
 */
final class Inbox {

  /** Holds any short message; the first of the longer ones costs one more read. */
  private static final int SHORT_READ = 4096;

  /** Holds three records of the largest size, so that most often nothing has to be put together. */
  private static final int LONG_READ = 65_536;

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  // From position to limit: what is to be decrypted.
  private ByteBuffer buffer = NONE;
  private int nextRead = SHORT_READ;
  private boolean moreIsLikely;

  /** The bytes to decrypt; the engine advances the position. */
  ByteBuffer bytes() {
    return buffer;
  }

  boolean isEmpty() {
    return !buffer.hasRemaining();
  }

  /**
   * Waits for more bytes. Cancelled, it has lost nothing. A checkpoint.
   *
   * @return false if the transport has ended
   */
  boolean fill(ByteReceiveStream transport) throws IOException {
    if (isEmpty() && !moreIsLikely) {
      release();
      return receiveChunk(transport);
    }
    makeRoom();
    return receiveMore(transport);
  }

  private boolean receiveChunk(ByteReceiveStream transport) throws IOException {
    try {
      buffer = ByteBuffer.wrap(transport.receive(nextRead));
    } catch (EndOfStreamException e) {
      return false;
    }
    moreIsLikely = buffer.remaining() == nextRead;
    nextRead = buffer.remaining() < SHORT_READ ? SHORT_READ : LONG_READ;
    return true;
  }

  private boolean receiveMore(ByteReceiveStream transport) throws IOException {
    int start = buffer.position();
    buffer.position(buffer.limit()).limit(buffer.capacity());
    try {
      return transport.receive(buffer) >= 0;
    } finally {
      moreIsLikely = !buffer.hasRemaining();
      buffer.limit(buffer.position()).position(start);
    }
  }

  private void makeRoom() {
    if (!isPooled() || buffer.remaining() == buffer.capacity()) {
      moveTo(buffer.capacity() < BufferPool.SIZE ? BufferPool.take() : bigger());
    } else if (buffer.position() > 0) {
      buffer.compact().flip();
    }
  }

  // Only for an engine with records larger than any that TLS allows.
  private ByteBuffer bigger() {
    return ByteBuffer.allocate(2 * buffer.capacity());
  }

  private void moveTo(ByteBuffer larger) {
    larger.put(buffer).flip();
    release();
    buffer = larger;
  }

  private boolean isPooled() {
    return buffer.capacity() >= BufferPool.SIZE;
  }

  /** Gives the buffer back; what was in it is gone. */
  void release() {
    BufferPool.give(buffer);
    buffer = NONE;
  }

  /** Takes out what was not decrypted. */
  byte[] drain() {
    byte[] rest = new byte[buffer.remaining()];
    buffer.get(rest);
    release();
    return rest;
  }
}
