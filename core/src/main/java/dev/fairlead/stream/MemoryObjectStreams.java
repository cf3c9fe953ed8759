package dev.fairlead.stream;

import java.util.function.UnaryOperator;

/**
 * Hand objects from tasks to tasks.
 *
 * {@snippet file="MemoryObjectStreamSnippets.java" region="stream"}
 *
 * <p>Each object goes to one receiver. Senders and receivers are served in the order in which they
 * came. Each end can have several handles ({@code duplicate()}); the end is closed when all of them
 * are. Then the other end has received everything when it has emptied the buffer, or cannot send
 * any more.
 *
 * <p>Nothing is lost to a cancellation: a send that is cancelled has sent nothing, a send whose
 * object was taken returns, and a receive that was given an object returns it. Handles may be used
 * by several tasks at once; what does not wait may be called from any thread.
 */
public final class MemoryObjectStreams {

  /** No buffer: a send waits until its object is received. */
  public static final int RENDEZVOUS = 0;

  /** A buffer that is never full. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  private MemoryObjectStreams() {}

  /**
   * The two ends of a stream.
   *
   * {@snippet file="MemoryObjectStreamSnippets.java" region="stream"}
   *
   * @param <T> what is sent
   * @param send the first handle of the sending end
   * @param receive the first handle of the receiving end
   */
  public record Pair<T>(MemoryObjectSendStream<T> send, MemoryObjectReceiveStream<T> receive)
      implements AutoCloseable {

    /** Closes both handles. */
    @Override
    public void close() {
      send.close();
      receive.close();
    }
  }

  /**
   * Makes a stream.
   *
   * @param capacity how many objects can be sent and not received: {@link #RENDEZVOUS}, {@link
   *     #UNBOUNDED} or a number in between
   * @throws IllegalArgumentException if the capacity is negative
   */
  public static <T> Pair<T> create(int capacity) {
    return create(capacity, UnaryOperator.identity());
  }

  /**
   * As {@link #create(int)}, with options.
   *
   * @throws IllegalArgumentException if the capacity is negative, or there is no buffer to drop the
   *     oldest object from
   */
  public static <T> Pair<T> create(
      int capacity, UnaryOperator<MemoryObjectStreamOptions<T>> options) {
    MemoryObjectStreamOptions<T> chosen = options.apply(MemoryObjectStreamOptions.defaults());
    checkCapacity(capacity, chosen.overflow());
    var channel = new MemoryChannel<T>(capacity, chosen.overflow(), chosen.name());
    return new Pair<>(
        new MemoryObjectSendStream<>(channel, chosen.undelivered()),
        new MemoryObjectReceiveStream<>(channel, chosen.undelivered()));
  }

  private static void checkCapacity(int capacity, OverflowPolicy overflow) {
    if (capacity < 0) {
      throw new IllegalArgumentException(
          "capacity must be at least 0 (RENDEZVOUS, a number, or UNBOUNDED): " + capacity);
    }
    if (capacity == 0 && overflow == OverflowPolicy.DROP_OLDEST) {
      throw new IllegalArgumentException(
          "without a buffer there is no oldest object to drop; use DROP_NEWEST or a capacity of at"
              + " least 1");
    }
  }
}
