package dev.fairlead.testing;

import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testing.internal.BreakingStream;
import dev.fairlead.testing.internal.OddChunksStream;

/**
 * Byte streams within the program that are unpleasant in a definite way.
 *
 * {@snippet file="TestStreamsSnippets.java" region="lockStep"}
 */
public final class TestStreams {

  private TestStreams() {}

  /**
   * Two connected ends in lock-step: a send returns when the other end has received everything, not
   * before. Protocols that wait for each other in a circle stop at once.
   */
  public static MemoryByteStreams.Pair lockStep() {
    return MemoryByteStreams.pair(0);
  }

  /**
   * A stream that receives fewer bytes at a time than there are: from one to seven, drawn from the
   * seed. Code that takes a chunk for a message fails.
   */
  public static ByteStream inOddChunks(ByteStream stream, long seed) {
    return new OddChunksStream(stream, seed);
  }

  /**
   * A stream that breaks once so many bytes were received over it, or so many sent: what comes
   * before arrives, a send is cut off there, and from then on everything is a {@code
   * BrokenResourceException}. The stream below is closed at that moment.
   *
   * {@snippet file="TestStreamsSnippets.java" region="breaking"}
   *
   * @throws IllegalArgumentException if the number of bytes is negative
   */
  public static ByteStream breakingAfter(ByteStream stream, long bytes) {
    return BreakingStream.around(stream, bytes);
  }
}
