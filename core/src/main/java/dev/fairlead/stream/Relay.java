package dev.fairlead.stream;

import dev.fairlead.ExceptionGroup;
import dev.fairlead.TaskGroup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;

/**
 * Passes bytes between two streams, in both directions, until both have ended: the heart of a
 * proxy.
 *
 * {@snippet file="RelaySnippets.java" region="relay"}
 *
 * <p>When one side ends sending, the other side is told so, and the opposite direction goes on. If
 * a stream cannot be told, because its transport has no half-close, the relay ends there. When a
 * direction fails, the other one is cancelled. The streams are not closed.
 */
public final class Relay {

  private final ByteStream first;
  private final ByteStream second;
  private final LongAdder forward = new LongAdder();
  private final LongAdder backward = new LongAdder();

  private Relay(ByteStream first, ByteStream second) {
    this.first = first;
    this.second = second;
  }

  /** Prepares to pass bytes between two streams. */
  public static Relay between(ByteStream first, ByteStream second) {
    return new Relay(first, second);
  }

  /**
   * Passes bytes on until both streams have ended. Called once. A checkpoint.
   *
   * @throws IOException what one of the streams threw, most often a {@code BrokenResourceException}
   */
  public void run() throws IOException {
    try {
      TaskGroup.run(
          options -> options.withName("relay").withPlainFailure(),
          group -> {
            group.startSoon(() -> pass(first, second, forward, group));
            group.startSoon(() -> pass(second, first, backward, group));
          });
    } catch (ExceptionGroup failures) {
      failures.throwSingle(IOException.class);
      throw failures;
    }
  }

  private static void pass(ByteStream from, ByteStream to, LongAdder count, TaskGroup group)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(ByteReceiveStream.DEFAULT_MAX_BYTES);
    while (from.receive(buffer.clear()) >= 0) {
      buffer.flip();
      try {
        to.send(buffer);
      } finally {
        count.add(buffer.position());
      }
    }
    try {
      to.sendEof();
    } catch (UnsupportedOperationException e) {
      // The other side would wait for ever for an end it cannot be told.
      group.cancel("the transport has no half-close: " + to);
    }
  }

  /** How many bytes were passed on from the first stream to the second. Any thread may ask. */
  public long firstToSecond() {
    return forward.sum();
  }

  /** How many bytes were passed on from the second stream to the first. Any thread may ask. */
  public long secondToFirst() {
    return backward.sum();
  }

  @Override
  public String toString() {
    return "relay between "
        + first
        + " and "
        + second
        + ", "
        + firstToSecond()
        + " bytes there, "
        + secondToFirst()
        + " back";
  }
}
