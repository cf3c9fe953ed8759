package dev.fairlead.stream.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.stream.BufferedByteStream;
import dev.fairlead.stream.BufferedConnectable;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.Connectable;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.stream.TextConnectable;
import dev.fairlead.stream.TextStream;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;

class ConnectableSnippets {

  // @start region="connectable"
  /** Does not care how the connection is made, so a test can give it one in memory. */
  static byte[] fetch(Connectable<? extends ByteStream> server) throws IOException {
    try (ByteStream connection = server.connect()) {
      return connection.receive();
    }
  }

  // @end

  private static ByteStream greeting() throws IOException {
    var pair = MemoryByteStreams.pair(100);
    pair.second().send("hello\nworld\n".getBytes(UTF_8));
    pair.second().close();
    return pair.first();
  }

  @ForEveryBackend
  void connectable() throws IOException {
    assertEquals(12, fetch(ConnectableSnippets::greeting).length);
  }

  @ForEveryBackend
  void buffered() throws IOException {
    Connectable<ByteStream> server = ConnectableSnippets::greeting;
    // @start region="buffered"
    var lines = new BufferedConnectable(server);
    try (BufferedByteStream connection = lines.connect()) {
      assertEquals("hello", connection.receiveLine(100));
    }
    // @end
  }

  @ForEveryBackend
  void text() throws IOException {
    Connectable<ByteStream> server = ConnectableSnippets::greeting;
    // @start region="text"
    var texts = new TextConnectable(server);
    try (TextStream connection = texts.connect()) {
      assertEquals("hello\nworld\n", connection.receive());
    }
    // @end
  }
}
