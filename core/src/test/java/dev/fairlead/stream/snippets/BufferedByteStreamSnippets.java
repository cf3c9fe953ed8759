package dev.fairlead.stream.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.stream.BufferedByteStream;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import java.nio.ByteBuffer;

class BufferedByteStreamSnippets {

  @ForEveryBackend
  void upgrade() throws Exception {
    var pair = MemoryByteStreams.pair(100);
    pair.second().send("STARTTLS\nhello".getBytes(UTF_8));
    // @start region="upgrade"
    var buffered = new BufferedByteStream(pair.first());
    String command = buffered.receiveLine(100);
    buffered.send("OK\n".getBytes(UTF_8));

    var released = buffered.releaseStream();
    ByteStream plain = released.stream();
    ByteBuffer early = released.rest(); // What came behind the command already.
    // @end
    assertEquals("STARTTLS", command);
    assertEquals("hello", UTF_8.decode(early).toString());
    assertEquals(pair.first(), plain);
  }
}
