package dev.fairlead.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.MemoryByteStreams;
import java.io.IOException;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

@FairleadTest
class TestStreamsTest {

  @Test
  void inLockStepASendEndsWithItsLastByte(TaskGroup group) throws IOException {
    try (var pair = TestStreams.lockStep()) {
      var sending = group.startSoon(() -> pair.first().send(new byte[] {1, 2}));
      assertArrayEquals(new byte[] {1}, pair.second().receive(1));
      Fairlead.awaitAllTasksBlocked();
      assertFalse(sending.status().isEnd());

      assertArrayEquals(new byte[] {2}, pair.second().receive(1));

      sending.await();
    }
  }

  @Test
  void oddChunksAreSmallAndOfManySizes(TaskGroup group) throws IOException {
    try (var pair = MemoryByteStreams.pair(1_000)) {
      var stream = TestStreams.inOddChunks(pair.second(), 5);
      group.startSoon(() -> pair.first().send(new byte[500]));
      var sizes = new HashSet<Integer>();
      for (int received = 0; received < 500; ) {
        int size = stream.receive().length;
        sizes.add(size);
        received += size;
      }

      assertTrue(sizes.size() > 4, sizes::toString);
    }
  }
}
