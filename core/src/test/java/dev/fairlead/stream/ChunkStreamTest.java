package dev.fairlead.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

@ForEveryBackend
@NeedsRealThreads
class ChunkStreamTest {

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void chunksAreCutAsTheReceiverWantsThem() throws IOException {
    var chunks = ObjectStreams.of(bytes("hel"), bytes(""), bytes("lo"));
    try (var stream = ByteStreams.from(chunks)) {
      assertArrayEquals(bytes("he"), stream.receive(2));
      assertArrayEquals(bytes("l"), stream.receive(2));
      assertArrayEquals(bytes("lo"), stream.receive(2));
      assertThrows(EndOfStreamException.class, stream::receive);
    }
  }

  @Test
  void eachBufferIsSentAsOneChunk() throws IOException {
    try (var pair = MemoryObjectStreams.<byte[]>create(5);
        var stream = ByteStreams.from(pair.send())) {
      stream.send(
          ByteBuffer.wrap(bytes("a")), ByteBuffer.wrap(bytes("")), ByteBuffer.wrap(bytes("bc")));

      assertArrayEquals(bytes("a"), pair.receive().receive());
      assertArrayEquals(bytes("bc"), pair.receive().receive());
      assertEquals(0, pair.receive().statistics().currentBufferUsed());
    }
  }

  @Test
  void aCancelledReceiveOrSendHasLostNothing() throws Exception {
    try (var pair = MemoryObjectStreams.<byte[]>create(0);
        var sink = ByteStreams.from(pair.send());
        var source = ByteStreams.from(pair.receive())) {
      ByteBuffer unsent = ByteBuffer.wrap(bytes("x"));
      Waits.assertCancelledBefore(source::receive);
      Waits.assertCancelledWhileWaiting(source::receive);
      Waits.assertCancelledWhileWaiting(() -> sink.send(unsent));
      assertEquals(1, unsent.remaining());
    }
  }

  @Test
  void nothingIsReceivedAfterClosing() throws IOException {
    var stream = ByteStreams.from(ObjectStreams.of(bytes("abc")));
    stream.receive(1);
    stream.close();

    assertThrows(ClosedResourceException.class, stream::receive);
  }

  @Test
  void whatIsBuiltOnBytesWorksOnChunks() throws IOException {
    var chunks = ObjectStreams.of(bytes("one\ntw"), bytes("o\n"));
    try (var lines = new BufferedByteReceiveStream(ByteStreams.from(chunks))) {
      assertEquals("one", lines.receiveLine(10));
      assertEquals("two", lines.receiveLine(10));
    }
  }
}
