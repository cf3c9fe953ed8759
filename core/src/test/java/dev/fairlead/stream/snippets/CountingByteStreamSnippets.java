package dev.fairlead.stream.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.stream.CountingByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;

class CountingByteStreamSnippets {

  @ForEveryBackend
  void count() throws Exception {
    var pair = MemoryByteStreams.pair(100);
    // @start region="count"
    var stream = new CountingByteStream(pair.first());
    stream.send(new byte[10]);
    long sent = stream.bytesSent();
    // @end
    assertEquals(10, sent);
  }
}
