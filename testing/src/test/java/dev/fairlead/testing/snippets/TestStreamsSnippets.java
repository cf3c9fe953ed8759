package dev.fairlead.testing.snippets;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.BufferedByteStream;
import dev.fairlead.stream.MemoryByteStreams;
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

  // @start region="breaking"
  @FairleadTest
  void aLineIsWholeOrAnErrorWhereverTheConnectionBreaks() throws IOException {
    byte[] line = "hello\n".getBytes(US_ASCII);
    for (int bytes = 0; bytes < line.length; bytes++) {
      try (var pair = MemoryByteStreams.pair(100);
          var stream = new BufferedByteStream(TestStreams.breakingAfter(pair.second(), bytes))) {
        pair.first().send(line);
        assertThrows(BrokenResourceException.class, () -> stream.receiveLine(100));
      }
    }
  }
  // @end
}
