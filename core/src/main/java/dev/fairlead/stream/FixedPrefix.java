package dev.fairlead.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A size as a number of so many bytes. */
record FixedPrefix(int size, ByteOrder order) implements LengthPrefix {

  FixedPrefix {
    if (size < 1 || size > Long.BYTES) {
      throw new IllegalArgumentException("a length prefix has 1 to 8 bytes: " + size);
    }
  }

  @Override
  public Length peek(BufferedByteReceiveStream source) throws IOException {
    byte[] prefix = LengthPrefix.peek(source, size);
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = (value << 8) | (prefix[place(i)] & 0xFF);
    }
    return new Length(value, size);
  }

  @Override
  public ByteBuffer write(int length) {
    if (size < Integer.BYTES && length >>> (8 * size) != 0) {
      throw new IllegalArgumentException(
          "a frame of " + length + " bytes; a prefix of " + size + " bytes cannot say so");
    }
    var prefix = new byte[size];
    for (int i = 0; i < Math.min(size, Integer.BYTES); i++) {
      prefix[place(size - 1 - i)] = (byte) (length >>> (8 * i));
    }
    return ByteBuffer.wrap(prefix);
  }

  /** Where the byte stands that is at {@code i} when the most significant one comes first. */
  private int place(int i) {
    return order == ByteOrder.BIG_ENDIAN ? i : size - 1 - i;
  }
}
