package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

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

  /** What one of two sends arrives at the other one, both ways. */
  static void assertConnected(SocketStream one, SocketStream other) throws IOException {
    one.send("ping".getBytes(UTF_8));
    assertEquals("ping", new String(other.receive(), UTF_8));
    other.send("pong".getBytes(UTF_8));
    assertEquals("pong", new String(one.receive(), UTF_8));
  }
}
