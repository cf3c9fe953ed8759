package dev.fairlead.tls;

import dev.fairlead.CancelScope;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.stream.ByteReceiveStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * What came from the transport and is not decrypted yet. Used by the task that has the turn to
 * receive.
 *
 * <p>While nothing is here the transport is asked for a chunk, which a socket allocates only once
 * there is one: a stream that waits for its peer holds no buffer. Behind a long chunk a buffer of
 * the pool is filled again and again, since an array for each would cost a sixth of what decrypting
 * it does; that ends with a short one, when nothing comes for a moment, and where many wait so.
 */
final class Inbox {

  /** Holds any short message; the first of the longer ones costs one more read. */
  private static final int SHORT_READ = 4096;

  /** Holds three records of the largest size, so that most often nothing has to be put together. */
  private static final int LONG_READ = 65_536;

  /** For how long a buffer is held that nothing comes into. */
  private static final Duration MOMENT = Duration.ofMillis(100);

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  // From position to limit: what is to be decrypted.
  private ByteBuffer buffer = NONE;
  private boolean streaming; // the last chunk was long, so the next one may be

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
    if (!isEmpty()) {
      return receiveMore(transport);
    }
    if (streaming && BufferPool.beginWait()) {
      Optional<Boolean> soon = receiveSoon(transport);
      if (soon.isPresent()) {
        return soon.get();
      }
    }
    release();
    try {
      buffer = ByteBuffer.wrap(transport.receive(streaming ? LONG_READ : SHORT_READ));
    } catch (EndOfStreamException e) {
      return false;
    }
    streaming = buffer.remaining() >= SHORT_READ;
    return true;
  }

  /**
   * As {@link #fill}, but also behind what is here it waits without a buffer, and takes about as
   * much memory as what comes: for peers of whom many may wait in the middle of something.
   */
  boolean fillSparingly(ByteReceiveStream transport) throws IOException {
    byte[] more;
    try {
      more = transport.receive(SHORT_READ);
    } catch (EndOfStreamException e) {
      return false;
    }
    append(more);
    return true;
  }

  private void append(byte[] more) {
    if (buffer.capacity() - buffer.limit() < more.length) {
      int needed = buffer.remaining() + more.length;
      moveTo(ByteBuffer.allocate(isEmpty() ? needed : needed + needed / 2));
    }
    int end = buffer.limit();
    buffer.limit(end + more.length).put(end, more);
  }

  /** Empty if nothing comes for a moment. */
  private Optional<Boolean> receiveSoon(ByteReceiveStream transport) throws IOException {
    try {
      return CancelScope.moveOnAfter(MOMENT).attempt(() -> receiveMore(transport));
    } finally {
      BufferPool.endWait();
    }
  }

  private boolean receiveMore(ByteReceiveStream transport) throws IOException {
    makeRoom();
    int start = buffer.position();
    int end = buffer.limit();
    buffer.position(end).limit(buffer.capacity());
    try {
      return transport.receive(buffer) >= 0;
    } finally {
      streaming = buffer.position() - end >= SHORT_READ;
      buffer.limit(buffer.position()).position(start);
      releaseIfEmpty();
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

  /** Gives the buffer back, if nothing is in it. */
  void releaseIfEmpty() {
    if (isEmpty()) {
      release();
    }
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
