package dev.fairlead.net;

import dev.fairlead.stream.ByteReceiveStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What tests do with streams. */
final class Streams {

  private Streams() {}

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
