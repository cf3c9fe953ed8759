package dev.fairlead.stream;

/**
 * Connected byte streams within the program, for tests and between tasks.
 *
 * {@snippet file="MemoryByteStreamsSnippets.java" region="pair"}
 *
 * <p>What one end sends the other receives. Each direction holds as many bytes as its buffer has
 * room for, not one more: a sender waits until all its bytes are in the buffer or received. With no
 * buffer it waits until all are received.
 *
 * <p>Closing an end lets the other receive what is in the buffer and then the end of the stream;
 * what the other sends is {@linkplain dev.fairlead.BrokenResourceException broken}. Any thread may
 * close, and whoever waits on the closed end gets a {@code ClosedResourceException}.
 */
public final class MemoryByteStreams {

  private MemoryByteStreams() {}

  /**
   * Two connected ends.
   *
   * {@snippet file="MemoryByteStreamsSnippets.java" region="pair"}
   *
   * @param first one end
   * @param second the other end
   */
  public record Pair(ByteStream first, ByteStream second) implements AutoCloseable {

    /** Closes both ends. */
    @Override
    public void close() {
      ((MemoryByteStream) first).close();
      ((MemoryByteStream) second).close();
    }
  }

  /**
   * Makes two connected ends.
   *
   * @param bufferSize how many bytes each direction holds; 0 to hand over directly
   * @throws IllegalArgumentException if the size is negative
   */
  public static Pair pair(int bufferSize) {
    var there = new BytePipe(bufferSize);
    var back = new BytePipe(bufferSize);
    return new Pair(new MemoryByteStream(back, there), new MemoryByteStream(there, back));
  }
}
