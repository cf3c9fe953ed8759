package dev.fairlead.stream;

import dev.fairlead.MalformedFrameException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A size in as many bytes as it needs, seven bits in each. */
record VarintPrefix() implements LengthPrefix {

  private static final int LONGEST = 10;

  @Override
  public Length peek(BufferedByteReceiveStream source) throws IOException {
    long value = 0;
    for (int i = 0; i < LONGEST; i++) {
      byte next = LengthPrefix.peek(source, i + 1)[i];
      value |= (long) (next & 0x7F) << (7 * i);
      if (next >= 0 && (i < LONGEST - 1 || next <= 1)) {
        return new Length(value, i + 1);
      }
    }
    throw new MalformedFrameException(
        "a length of more than 64 bits was announced; the peer speaks something else");
  }

  @Override
  public ByteBuffer write(int length) {
    ByteBuffer prefix = ByteBuffer.allocate(5);
    int rest = length;
    while (rest > 0x7F) {
      prefix.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    return prefix.put((byte) rest).flip();
  }
}
