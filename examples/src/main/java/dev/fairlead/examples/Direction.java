package dev.fairlead.examples;

import dev.fairlead.CancelScope;
import dev.fairlead.Deadline;
import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.ByteSendStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One way of a relay. It ends with its source, and sooner when it is told to: what it has received
 * by then is still passed on.
 */
final class Direction {

  private final ByteReceiveStream from;
  private final ByteSendStream to;
  private final LongAdder count;
  private final ByteRate rate;

  // Of the task that passes bytes on.
  private long allowed;

  // Written by any task, read between two receives.
  private volatile @Nullable Duration patience;
  private volatile @Nullable CancelScope receiving;

  Direction(ByteReceiveStream from, ByteSendStream to, LongAdder count, Relaying.Limits limits) {
    this.from = from;
    this.to = to;
    this.count = count;
    this.rate = limits.rate();
    this.allowed = limits.bytes();
  }

  /** Passes bytes on to the end. A checkpoint. */
  void run() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(ByteReceiveStream.DEFAULT_MAX_BYTES);
    while (allowed > 0 && receive(limited(buffer.clear())) >= 0) {
      buffer.flip();
      allowed -= buffer.remaining();
      rate.await(buffer.remaining());
      count.add(buffer.remaining());
      to.send(buffer);
    }
  }

  private ByteBuffer limited(ByteBuffer buffer) {
    return buffer.limit((int) Math.min(buffer.capacity(), allowed));
  }

  /** From now on waits only so long for more bytes. Any task may say so, at any time. */
  void limitPatience(Duration limit) {
    patience =
        limit; // first, so that either the next receive sees it or this one is there to limit
    CancelScope now = receiving;
    if (now != null) {
      now.moveDeadline(Deadline.after(limit));
    }
  }

  private int receive(ByteBuffer buffer) throws IOException {
    CancelScope scope = CancelScope.create();
    receiving = scope;
    Duration limit = patience;
    if (limit != null) {
      scope.moveDeadline(Deadline.after(limit));
    }
    try {
      return scope.attempt(() -> from.receive(buffer)).orElse(-1);
    } finally {
      receiving = null;
    }
  }
}
