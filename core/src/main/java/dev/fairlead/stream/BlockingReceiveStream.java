package dev.fairlead.stream;

import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.internal.Task;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.thread.ToThread;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An input stream as a receive stream: read ahead by one piece at most, on a worker thread. */
final class BlockingReceiveStream implements ByteReceiveStream {

  static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  /** Far longer than closing takes that does not block. */
  static final Duration FORCED_LIMIT = Duration.ofMillis(100);

  private static final int PIECE = 16_384;

  private final InputStream input;
  private final Closing closing = new Closing("receiving from an input stream");
  private final CapacityLimiter thread = new CapacityLimiter(1);

  // The task that receives, and the worker between the begin and the end of a read.
  private final byte[] piece = new byte[PIECE];
  private int start;
  private int end;
  private @Nullable BlockingCall reading;

  BlockingReceiveStream(InputStream input) {
    this.input = input;
  }

  @Override
  public int receive(ByteBuffer target) throws IOException {
    Checkpoints.checkpoint();
    if (!target.hasRemaining()) {
      throw new IllegalArgumentException("the buffer to receive into has no room: " + target);
    }
    return closing.call(() -> receiveInto(target));
  }

  private int receiveInto(ByteBuffer target) throws IOException {
    if (start == end) {
      awaitRead();
    }
    if (end < 0) {
      return -1;
    }
    int count = Math.min(end - start, target.remaining());
    target.put(piece, start, count);
    start += count;
    return count;
  }

  private void awaitRead() throws IOException {
    boolean goesOn = false;
    try {
      if (reading == null || !reading.await()) {
        reading = new BlockingCall(this::read);
        reading.start(thread);
      }
    } catch (Cancelled cancelled) {
      goesOn = reading != null && !reading.revoke();
      throw cancelled;
    } finally {
      if (!goesOn) {
        reading = null;
      }
    }
  }

  private void read() throws IOException {
    int count;
    do {
      count = input.read(piece);
    } while (count == 0);
    start = 0;
    end = count;
  }

  @Override
  public void close() throws IOException {
    closing.close(() -> closeOnWorker(input, CLOSE_LIMIT));
  }

  @Override
  public void closeForcefully() throws IOException {
    closing.close(() -> closeOnWorker(input, FORCED_LIMIT));
  }

  /**
   * Closing may block too, so it is not waited for without end; it goes on all the same. A thread
   * that is none of a task may block.
   */
  static void closeOnWorker(Closeable resource, Duration limit) throws IOException {
    if (Task.currentOrNull() == null) {
      resource.close();
      return;
    }
    CancelScope.cleanUp(limit)
        .run(() ->
            ToThread.run(
                o -> o.withAbandon().withLimiter(new CapacityLimiter(1)), resource::close));
  }

  @Override
  public String toString() {
    return "receive stream over " + input;
  }
}
