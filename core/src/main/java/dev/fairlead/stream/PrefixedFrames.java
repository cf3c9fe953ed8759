package dev.fairlead.stream;

import dev.fairlead.FrameTooLargeException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Frames whose size comes first. */
record PrefixedFrames(LengthPrefix prefix, int maxBytes) implements Codec<byte[]> {

  PrefixedFrames {
    if (maxBytes < 0) {
      throw new IllegalArgumentException("the largest frame must be 0 or more: " + maxBytes);
    }
  }

  @Override
  public byte[] receive(BufferedByteReceiveStream source) throws IOException {
    LengthPrefix.Length length = prefix.peek(source);
    if (length.value() < 0 || length.value() > maxBytes) {
      throw new FrameTooLargeException(length.value(), maxBytes);
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
