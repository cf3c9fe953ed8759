package dev.fairlead.stream;

import dev.fairlead.EndOfStreamException;
import dev.fairlead.IncompleteReadException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** How the size of a frame is written before it. */
interface LengthPrefix {

  /** The size of the next frame and of the prefix itself. */
  record Length(long value, int prefixBytes) {}

  /** Waits for the prefix, without taking it. */
  Length peek(BufferedByteReceiveStream source) throws IOException;

  /** Writes a size; says in an exception when it cannot be written. */
  ByteBuffer write(int length);

  /** Waits for a number of bytes; an end of the stream before the first one is a regular one. */
  static byte[] peek(BufferedByteReceiveStream source, int count) throws IOException {
    try {
      return source.peek(count);
    } catch (IncompleteReadException e) {
      if (e.partial().length == 0) {
        throw new EndOfStreamException();
      }
      throw e;
    }
  }
}
