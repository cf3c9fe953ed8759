package dev.fairlead.tls;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Records that wait to be sent, in the order in which they were encrypted. Those that a cancelled
 * send left behind stay here, so no record is ever torn or sent twice.
 *
 * <p>Adding and taking out happen under the monitor of the {@link Encryptor}; the buffers
 * themselves are read by the task that has the turn to send.
 */
final class Outbox {

  // Up to here a record is copied rather than kept in its large buffer.
  private static final int SMALL = 4096;

  private static final ByteBuffer[] NONE = {};

  // Guarded by the monitor of the encryptor. Replaced, never changed: a sending task has it too.
  private ByteBuffer[] records = NONE;

  // Written under that monitor, read by any task.
  private volatile long size;

  /**
   * Adds what is in a buffer of the pool, from the start to its position. A little is copied and
   * the buffer given back, so that a few bytes do not keep a large buffer while they wait.
   */
  void add(ByteBuffer pooled) {
    pooled.flip();
    if (pooled.remaining() > SMALL) {
      append(pooled);
    } else {
      if (pooled.hasRemaining()) {
        append(ByteBuffer.allocate(pooled.remaining()).put(pooled).flip());
      }
      BufferPool.give(pooled);
    }
    measure();
  }

  private void append(ByteBuffer record) {
    records = Arrays.copyOf(records, records.length + 1);
    records[records.length - 1] = record;
  }

  /** Everything that is to be sent; not to be changed. */
  ByteBuffer[] all() {
    return records;
  }

  /** Forgets what was sent. */
  void dropSent() {
    int sent = 0;
    while (sent < records.length && !records[sent].hasRemaining()) {
      BufferPool.give(records[sent++]);
    }
    records = sent == records.length ? NONE : Arrays.copyOfRange(records, sent, records.length);
    measure();
  }

  private void measure() {
    long sum = 0;
    for (ByteBuffer waiting : records) {
      sum += waiting.remaining();
    }
    size = sum;
  }

  /** How many bytes wait. Any task, without the monitor. */
  long size() {
    return size;
  }
}
