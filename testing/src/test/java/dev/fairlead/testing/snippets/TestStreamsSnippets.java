package dev.fairlead.testing.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.TaskGroup;
import dev.fairlead.testing.FairleadTest;
import dev.fairlead.testing.TestStreams;
import java.io.IOException;

class TestStreamsSnippets {

  // @start region="lockStep"
  @FairleadTest
  void theOtherEndIsServedByteByByte(TaskGroup group) throws IOException {
    try (var pair = TestStreams.lockStep();
        var server = TestStreams.inOddChunks(pair.second(), 1)) {
      group.startSoon(() -> pair.first().send(new byte[100]));
      int received = 0;
      while (received < 100) {
        received += server.receive().length; // one to seven bytes
      }
      assertEquals(100, received);
    }
  }
  // @end
}
