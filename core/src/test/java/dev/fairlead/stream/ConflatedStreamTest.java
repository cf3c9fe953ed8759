package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Streams of which only the latest counts. */
@ForEveryBackend
class ConflatedStreamTest {

  private static ObjectReceiveStream<Integer> upTo(int last) {
    return ObjectStreams.from(IntStream.rangeClosed(1, last).boxed());
  }

  @Test
  void theLatestOfEachKeyIsGivenInTheOrderOfTheFirst() {
    TaskGroup.run(group -> {
      try (var stream = ObjectStreams.of("a1", "b1", "a2").conflated(group, s -> s.charAt(0))) {
        Fairlead.awaitAllTasksBlocked();
        assertEquals(List.of("a2", "b1"), stream.toList());
      }
    });
  }

  @Test
  void whoWaitsIsGivenTheNextAtOnce() {
    TaskGroup.run(group -> {
      try (var pair = MemoryObjectStreams.<Integer>create(0);
          var stream = pair.receive().conflated(group, n -> n)) {
        Waits.assertCancelledBefore(stream::receive);
        Waits.assertCancelledWhileWaiting(stream::receive);
        var waiting = group.startSoon(() -> stream.receive());
        Fairlead.awaitAllTasksBlocked();
        pair.send().send(1);
        assertEquals(1, waiting.await());
      }
    });
  }

  @Test
  void aFailureComesBehindTheRest() {
    var failure = new IOException("lost");
    TaskGroup.run(group -> {
      ObjectReceiveStream<Integer> source =
          upTo(2)
              .map(n -> {
                if (n == 2) {
                  throw failure;
                }
                return n;
              });
      try (var stream = source.conflated(group, n -> n)) {
        assertEquals(1, stream.receive());
        assertSame(failure, assertThrows(IOException.class, stream::receive));
        assertThrows(EndOfStreamException.class, stream::receive);
      }
    });
  }

  @Test
  void closingWakesWhoWaits() {
    TaskGroup.run(group -> {
      try (var pair = MemoryObjectStreams.<Integer>create(0)) {
        var stream = pair.receive().conflated(group, n -> n);
        var waiting =
            group.startSoon(() -> assertThrows(ClosedResourceException.class, stream::receive));
        Fairlead.awaitAllTasksBlocked();
        stream.close();
        waiting.await();
        assertFalse(pair.receive().isOpen());
      }
    });
  }
}
