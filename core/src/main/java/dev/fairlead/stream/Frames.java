package dev.fairlead.stream;

import java.nio.ByteOrder;

/**
 * The usual ways to mark where one message ends and the next begins. Each has a largest size, so
 * that a peer cannot fill the memory.
 *
 * {@snippet file="CodecSnippets.java" region="frames"}
 */
public final class Frames {

  private Frames() {}

  /**
   * The size first, as a number of 1 to 8 bytes, the most significant byte first.
   *
   * @param maxBytes the largest frame, without the number
   */
  public static Codec<byte[]> lengthPrefixed(int prefixBytes, int maxBytes) {
    return lengthPrefixed(prefixBytes, ByteOrder.BIG_ENDIAN, maxBytes);
  }

  /** As {@link #lengthPrefixed(int, int)}, in an order of bytes. */
  public static Codec<byte[]> lengthPrefixed(int prefixBytes, ByteOrder order, int maxBytes) {
    return new PrefixedFrames(new FixedPrefix(prefixBytes, order), maxBytes);
  }

  /**
   * The size first, seven bits to a byte, the lowest first, the highest bit set in all but the last
   * byte.
   *
   * @param maxBytes the largest frame, without the size
   */
  public static Codec<byte[]> varintPrefixed(int maxBytes) {
    return new PrefixedFrames(new VarintPrefix(), maxBytes);
  }

  /**
   * A delimiter last, which frames do not contain.
   *
   * @param maxBytes the largest frame, with the delimiter
   */
  public static Codec<byte[]> delimited(byte[] delimiter, int maxBytes) {
    return new DelimitedFrames(delimiter, maxBytes);
  }
}
