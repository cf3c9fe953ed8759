package dev.fairlead.tls;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Records that wait to be sent, in the order in which they were encrypted. Those that a cancelled
 * send left behind stay here, so no record is ever torn or sent twice.
 *
 * <p>Adding and taking out happen under the lock of the {@link Encryptor}; the buffers themselves
 * are read by the task that has the turn to send.
 */
final class Outbox {

  // Up to here a record is copied rather than kept in its large buffer.
  private static final int SMALL = 4096;

  // Guarded by the lock of the encryptor.
  private final ArrayDeque<ByteBuffer> records = new ArrayDeque<>(2);

  // Written under that lock, read by any task.
  private volatile long size;

  /**
   * Adds what is in a buffer of the pool, from the start to its position. A little is copied and
   * the buffer given back, so that a few bytes do not keep a large buffer while they wait.
   */
  void add(ByteBuffer pooled) {
    pooled.flip();
    if (pooled.remaining() > SMALL) {
      records.add(pooled);
    } else {
      if (pooled.hasRemaining()) {
        records.add(ByteBuffer.allocate(pooled.remaining()).put(pooled).flip());
      }
      BufferPool.give(pooled);
    }
    measure();
  }

  /** Everything that is to be sent. */
  ByteBuffer[] all() {
    return records.toArray(ByteBuffer[]::new);
  }

  /** Forgets what was sent. */
  void dropSent() {
    for (ByteBuffer sent = records.peek();
        sent != null && !sent.hasRemaining();
        sent = records.peek()) {
      BufferPool.give(records.remove());
    }
    measure();
  }

  private void measure() {
    long sum = 0;
    for (ByteBuffer waiting : records) {
      sum += waiting.remaining();
    }
    size = sum;
  }

  /** How many bytes wait. Any task, without the lock. */
  long size() {
    return size;
  }
}
