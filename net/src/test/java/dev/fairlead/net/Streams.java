package dev.fairlead.net;

import dev.fairlead.stream.ByteReceiveStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What tests do with streams. */
final class Streams {

  private Streams() {}

  /** So many bytes, in however many pieces they come. */
  static byte[] exactly(ByteReceiveStream stream, int count) throws IOException {
    var bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (stream.receive(bytes) < 0) {
        throw new EOFException("the end after " + bytes.position() + " of " + count + " bytes");
      }
    }
    return bytes.array();
  }

  /** Everything up to the end. */
  static byte[] all(ByteReceiveStream stream) throws IOException {
    var all = new ByteArrayOutputStream();
    var buffer = ByteBuffer.allocate(65_536);
    while (stream.receive(buffer) >= 0) {
      all.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    return all.toByteArray();
  }
}
