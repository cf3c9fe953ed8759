package dev.fairlead.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.MemoryByteStreams;
import java.io.IOException;
import java.nio.ByteBuffer;
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
  void whatComesBeforeTheBreakArrives() throws IOException {
    try (var pair = MemoryByteStreams.pair(100)) {
      var stream = TestStreams.breakingAfter(pair.second(), 5);
      pair.first().send(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});

      assertArrayEquals(new byte[] {1, 2, 3}, stream.receive(3));
      assertArrayEquals(new byte[] {4, 5}, stream.receive());
      assertThrows(BrokenResourceException.class, stream::receive);
      assertThrows(BrokenResourceException.class, () -> stream.send(new byte[1]));
      assertThrows(BrokenResourceException.class, stream::sendEof);
      assertThrows(EndOfStreamException.class, () -> pair.first().receive());
      stream.close();
      assertThrows(ClosedResourceException.class, stream::receive);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> TestStreams.breakingAfter(MemoryByteStreams.pair(0).first(), -1));
  }

  @Test
  void aSendIsCutOffWhereTheStreamBreaks() throws IOException {
    try (var pair = MemoryByteStreams.pair(100)) {
      var stream = TestStreams.breakingAfter(pair.second(), 5);
      ByteBuffer first = ByteBuffer.wrap(new byte[] {1, 2, 3});
      ByteBuffer second = ByteBuffer.wrap(new byte[] {4, 5, 6, 7});

      assertThrows(BrokenResourceException.class, () -> stream.send(first, second));

      assertEquals(0, first.remaining());
      assertEquals(2, second.remaining());
      assertArrayEquals(new byte[] {1, 2, 3, 4, 5}, pair.first().receive());
      assertThrows(EndOfStreamException.class, () -> pair.first().receive());
    }
  }

  @Test
  void whoWaitsInTheOtherDirectionHearsOfTheBreak(TaskGroup group) throws IOException {
    try (var pair = MemoryByteStreams.pair(100)) {
      var stream = TestStreams.breakingAfter(pair.second(), 5);
      group.startSoon(() -> assertThrows(BrokenResourceException.class, stream::receive));
      Fairlead.awaitAllTasksBlocked();

      stream.send(new byte[5]);

      assertThrows(BrokenResourceException.class, () -> stream.send(new byte[1]));
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
