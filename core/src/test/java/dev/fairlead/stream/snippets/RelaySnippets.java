package dev.fairlead.stream.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.stream.Relay;
import dev.fairlead.testsupport.ForEveryBackend;

class RelaySnippets {

  @ForEveryBackend
  void relay() throws Exception {
    var left = MemoryByteStreams.pair(100);
    var right = MemoryByteStreams.pair(100);
    ByteStream client = left.second();
    ByteStream server = right.first();
    left.first().send(new byte[7]);
    left.first().sendEof();
    right.second().sendEof();
    // @start region="relay"
    var relay = Relay.between(client, server);
    try (client;
        server) {
      relay.run();
    }
    long uploaded = relay.firstToSecond();
    // @end
    assertEquals(7, uploaded);
  }
}
