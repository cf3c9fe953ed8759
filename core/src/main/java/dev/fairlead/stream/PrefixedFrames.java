package dev.fairlead.stream;

import dev.fairlead.FrameTooLargeException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Frames whose size comes first. */
record PrefixedFrames(LengthPrefix prefix, int maxBytes) implements Codec<byte[]> {

  // Of a frame and its prefix in one array.
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  PrefixedFrames {
    if (maxBytes < 0) {
      throw new IllegalArgumentException("the largest frame must be 0 or more: " + maxBytes);
    }
  }

  @Override
  public byte[] receive(BufferedByteReceiveStream source) throws IOException {
    LengthPrefix.Length length = prefix.peek(source);
    int most = Math.min(maxBytes, LARGEST - length.prefixBytes());
    if (length.value() < 0 || length.value() > most) {
      throw new FrameTooLargeException(length.value(), most);
    }
    return source.receiveBehind(length.prefixBytes(), (int) length.value());
  }

  @Override
  public ByteBuffer[] write(byte[] frame) {
    if (frame.length > maxBytes) {
      throw new IllegalArgumentException(
          "a frame of " + frame.length + " bytes; at most " + maxBytes + " were agreed");
    }
    return new ByteBuffer[] {prefix.write(frame.length), ByteBuffer.wrap(frame)};
  }
}
