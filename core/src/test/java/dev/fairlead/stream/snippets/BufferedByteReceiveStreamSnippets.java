package dev.fairlead.stream.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.stream.BufferedByteReceiveStream;
import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;

class BufferedByteReceiveStreamSnippets {

  @ForEveryBackend
  void request() throws Exception {
    var pair = MemoryByteStreams.pair(100);
    ByteReceiveStream source = pair.first();
    pair.second().send("Content-Length: 4\r\n\r\nbody".getBytes(UTF_8));
    // @start region="request"
    var stream = new BufferedByteReceiveStream(source);
    int length = 0;
    for (String line = stream.receiveLine(1000); !line.isEmpty(); ) {
      length = Integer.parseInt(line.substring(line.indexOf(':') + 2));
      line = stream.receiveLine(1000);
    }
    byte[] body = stream.receiveExactly(length);
    // @end
    assertEquals("body", new String(body, UTF_8));
  }
}
