package dev.fairlead.stream.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.stream.Broadcast;
import dev.fairlead.stream.OverflowPolicy;
import dev.fairlead.testsupport.ForEveryBackend;

class BroadcastSnippets {

  @ForEveryBackend
  void broadcast() throws Exception {
    // @start region="broadcast"
    try (var prices = new Broadcast<Integer>();
        var screen = prices.subscribe(1, OverflowPolicy.DROP_OLDEST);
        var archive = prices.subscribe(100, OverflowPolicy.WAIT)) {
      prices.send(101);
      prices.send(99);
      assertEquals(99, screen.receive()); // only the latest
      assertEquals(101, archive.receive()); // all of them
    }
    // @end
  }
}
