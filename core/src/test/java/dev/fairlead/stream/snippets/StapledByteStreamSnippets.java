package dev.fairlead.stream.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.ByteSendStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.stream.StapledByteStream;
import dev.fairlead.testsupport.ForEveryBackend;

class StapledByteStreamSnippets {

  @ForEveryBackend
  void staple() throws Exception {
    var child = MemoryByteStreams.pair(100);
    ByteSendStream input = child.first();
    ByteReceiveStream output = child.second();
    // @start region="staple"
    try (var stream = new StapledByteStream(input, output)) {
      stream.send("question".getBytes(UTF_8));
      stream.sendEof(); // Closes the input only.
      byte[] answer = stream.receive();
      // @end
      assertEquals("question", new String(answer, UTF_8));
      // @start region="staple"
    }
    // @end
  }
}
