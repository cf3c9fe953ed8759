package dev.fairlead.stream;

import dev.fairlead.EndOfStreamException;
import dev.fairlead.IncompleteReadException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Frames with a delimiter behind each. */
final class DelimitedFrames implements Codec<byte[]> {

  private final byte[] delimiter;
  private final int maxBytes;

  DelimitedFrames(byte[] delimiter, int maxBytes) {
    if (delimiter.length == 0 || maxBytes < delimiter.length) {
      throw new IllegalArgumentException(
          "the delimiter must have a byte and fit into maxBytes: "
              + delimiter.length
              + " bytes, maxBytes "
              + maxBytes);
    }
    this.delimiter = delimiter.clone();
    this.maxBytes = maxBytes;
  }

  @Override
  public byte[] receive(BufferedByteReceiveStream source) throws IOException {
    try {
      return source.receiveUntil(delimiter, maxBytes);
    } catch (IncompleteReadException e) {
      if (e.partial().length == 0) {
        throw new EndOfStreamException();
      }
      throw e;
    }
  }

  @Override
  public ByteBuffer[] write(byte[] frame) {
    if (frame.length > maxBytes - delimiter.length) {
      throw new IllegalArgumentException(
          "a frame of " + frame.length + " bytes; with the delimiter at most " + maxBytes);
    }
    ensureUnambiguous(frame);
    return new ByteBuffer[] {ByteBuffer.wrap(frame), ByteBuffer.wrap(delimiter)};
  }

  /** The delimiter must appear first where the frame ends, also when both overlap. */
  private void ensureUnambiguous(byte[] frame) {
    var whole = new ReadAhead();
    whole.append(ByteBuffer.wrap(frame));
    whole.append(ByteBuffer.wrap(delimiter));
    int at = whole.indexOf(delimiter, 0, whole.size());
    if (at < frame.length) {
      throw new IllegalArgumentException(
          "the frame contains the delimiter at " + at + "; choose another one, or a length prefix");
    }
  }
}
