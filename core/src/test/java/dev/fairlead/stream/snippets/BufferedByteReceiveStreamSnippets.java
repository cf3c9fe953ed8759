package dev.fairlead.stream.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.stream.BufferedByteReceiveStream;
import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.LineEnd;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.ArrayList;
import java.util.List;

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

  @ForEveryBackend
  void lines() throws Exception {
    var pair = MemoryByteStreams.pair(100);
    ByteReceiveStream source = pair.first();
    pair.second().send("one\r\ntwo\r\n".getBytes(UTF_8));
    pair.second().close();
    List<String> read = new ArrayList<>();
    // @start region="lines"
    var stream = new BufferedByteReceiveStream(source);
    for (String line : stream.lines(o -> o.withLineEnd(LineEnd.CRLF).withMaxBytes(1000))) {
      read.add(line);
    }
    // @end
    assertEquals(List.of("one", "two"), read);
  }
}
