package dev.fairlead.stream;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Streams that tasks of a group work for. */
@ForEveryBackend
class OperatorsInTasksTest {

  private static ObjectReceiveStream<Integer> upTo(int last) {
    return ObjectStreams.from(IntStream.rangeClosed(1, last).boxed());
  }

  private final IOException failure = new IOException("lost");

  @Test
  void whatIsProducedIsReceived() {
    TaskGroup.run(group -> {
      try (var stream =
          ObjectStreams.<Integer>produce(
              group,
              1,
              out -> {
                for (int i = 0; i < 100; i++) {
                  out.send(i);
                }
              })) {
        assertEquals(IntStream.range(0, 100).boxed().toList(), stream.toList());
      }
    });
  }

  @Test
  void aProducerThatFailsFailsTheStreamBehindItsObjects() {
    TaskGroup.run(group -> {
      try (var stream =
          ObjectStreams.<Integer>produce(
              group,
              5,
              out -> {
                out.send(1);
                throw failure;
              })) {
        assertEquals(1, stream.receive());
        assertSame(failure, assertThrows(IOException.class, stream::receive));
        assertThrows(EndOfStreamException.class, stream::receive);
      }
    });
  }

  @Test
  void aProducerThatIsCancelledLooksLikeNoEnd() throws IOException {
    var made = new ArrayList<ObjectReceiveStream<Integer>>();
    TaskGroup.run(group -> {
      made.add(
          ObjectStreams.produce(
              group,
              1,
              out -> {
                out.send(1);
                Fairlead.sleepForever();
              }));
      made.add(upTo(1).map(_ -> sleepForEver()).conflated(group, n -> n));
      Fairlead.awaitAllTasksBlocked();
      group.cancel();
    });

    assertEquals(1, made.get(0).receive());
    assertThrows(BrokenResourceException.class, made.get(0)::receive);
    assertThrows(BrokenResourceException.class, made.get(1)::receive);
    for (ObjectReceiveStream<Integer> stream : made) {
      stream.close();
    }
  }

  private static Integer sleepForEver() {
    Fairlead.sleepForever();
    return 0;
  }

  @Test
  void closingTheStreamCancelsTheProducer() {
    var ended = new AtomicInteger();
    TaskGroup.run(group -> {
      try (var stream =
          ObjectStreams.<Integer>produce(
              group,
              0,
              out -> {
                try {
                  out.send(1);
                  Fairlead.sleepForever();
                } finally {
                  ended.incrementAndGet();
                }
              })) {
        assertEquals(1, stream.receive());
      }
      assertEquals(1, ended.get());
    });
  }

  @Test
  void aProducerThatIsStillSendingWhenTheStreamIsClosedEndsQuietly() {
    TaskGroup.run(group -> {
      try (var stream =
          ObjectStreams.<Integer>produce(
              group,
              0,
              out -> {
                while (true) {
                  out.send(1);
                }
              })) {
        assertEquals(1, stream.receive());
      }
    });
  }

  @Test
  void mergeGivesTheObjectsOfAllAsTheyCome() {
    TaskGroup.run(group -> {
      try (var merged = ObjectStreams.merge(group, upTo(3), upTo(2), upTo(0))) {
        assertEquals(List.of(1, 1, 2, 2, 3), merged.toList().stream().sorted().toList());
      }
    });
  }

  @Test
  void aMergeWithAStreamThatFailsFails() {
    TaskGroup.run(group -> {
      try (var endless = MemoryObjectStreams.<Integer>create(0)) {
        ObjectReceiveStream<Integer> failing =
            upTo(1)
                .map(_ -> {
                  throw failure;
                });
        try (var merged = ObjectStreams.merge(group, endless.receive(), failing)) {
          assertSame(failure, assertThrows(IOException.class, merged::receive));
        }
      }
    });
  }

  @Test
  void closingAMergeClosesItsSources() {
    TaskGroup.run(group -> {
      try (var pair = MemoryObjectStreams.<Integer>create(0)) {
        ObjectStreams.merge(group, pair.receive()).close();
        assertFalse(pair.receive().isOpen());
      }
    });
  }

  @Test
  void aBufferReceivesAhead() {
    TaskGroup.run(group -> {
      try (var pair = MemoryObjectStreams.<Integer>create(0);
          var buffered = pair.receive().buffered(group, 2)) {
        pair.send().send(1);
        pair.send().send(2);
        pair.send().send(3);
        pair.send().close();
        assertEquals(List.of(1, 2, 3), buffered.toList());
      }
    });
  }

  @Test
  void resultsComputedAtOnceComeInOrder() {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    TaskGroup.run(group -> {
      try (var results =
          upTo(20)
              .mapConcurrently(
                  group,
                  3,
                  n -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    Fairlead.sleep(ofMillis(n % 3));
                    running.decrementAndGet();
                    return n * n;
                  })) {
        assertEquals(IntStream.rangeClosed(1, 20).mapToObj(n -> n * n).toList(), results.toList());
      }
    });
    assertTrue(most.get() <= 3, most::toString);
  }

  @Test
  void aComputationThatFailsFailsAtItsPlace() {
    TaskGroup.run(group -> {
      try (var results =
          upTo(3)
              .mapConcurrently(
                  group,
                  3,
                  n -> {
                    if (n == 2) {
                      throw failure;
                    }
                    return n;
                  })) {
        assertEquals(1, results.receive());
        assertSame(failure, assertThrows(IOException.class, results::receive));
        assertEquals(3, results.receive());
        assertThrows(EndOfStreamException.class, results::receive);
      }
    });
  }

  @Test
  void closingCancelsComputations() {
    var begun = new Event();
    TaskGroup.run(group -> {
      try (var results =
          upTo(9)
              .mapConcurrently(
                  group,
                  2,
                  n -> {
                    begun.set();
                    Fairlead.sleepForever();
                    return n;
                  })) {
        begun.await();
        Waits.assertCancelledWhileWaiting(results::receive);
      }
    });
  }

  @Test
  void aLimitBelowOneIsRefused() {
    TaskGroup.run(group ->
        assertThrows(
            IllegalArgumentException.class, () -> upTo(1).mapConcurrently(group, 0, n -> n)));
  }
}
