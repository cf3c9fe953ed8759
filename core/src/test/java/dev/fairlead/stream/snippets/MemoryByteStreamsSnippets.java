package dev.fairlead.stream.snippets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.fairlead.TaskGroup;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;

class MemoryByteStreamsSnippets {

  @ForEveryBackend
  void pair() throws Exception {
    // @start region="pair"
    try (var pair = MemoryByteStreams.pair(4096)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> pair.first().send(new byte[] {1, 2, 3}));
        byte[] received = pair.second().receive();
        assertArrayEquals(new byte[] {1, 2, 3}, received);
      });
    }
    // @end
  }
}
