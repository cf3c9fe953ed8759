package dev.fairlead.stream;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Deadline;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.sync.Event;
import dev.fairlead.sync.RateLimiter;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class StreamOperatorsTest {

  private static ObjectReceiveStream<Integer> upTo(int last) {
    return ObjectStreams.from(IntStream.rangeClosed(1, last).boxed());
  }

  @Nested
  class OneAfterTheOther {

    @Test
    void mapMakesOneObjectOfEach() throws IOException {
      assertEquals(List.of(2, 4, 6), upTo(3).map(n -> 2 * n).toList());
    }

    @Test
    void flatMapMakesAnyNumberOfEach() throws IOException {
      assertEquals(
          List.of(2, 3, 3), upTo(3).flatMap(n -> List.of(n, n).subList(0, n - 1)).toList());
    }

    @Test
    void filterPassesWhatIsWanted() throws IOException {
      assertEquals(List.of(2, 4), upTo(5).filter(n -> n % 2 == 0).toList());
    }

    @Test
    void limitReceivesNothingBehindTheLast() throws IOException {
      var source = upTo(5);

      assertEquals(List.of(1, 2), source.limit(2).toList());
      assertEquals(3, source.receive());
      assertThrows(IllegalArgumentException.class, () -> source.limit(-1));
    }

    @Test
    void skipLeavesOutTheFirst() throws IOException {
      assertEquals(List.of(3, 4), upTo(4).skip(2).toList());
      assertEquals(List.of(), upTo(1).skip(2).toList());
    }

    @Test
    void takeWhileEndsAtTheFirstThatFails() throws IOException {
      var stream = ObjectStreams.of(1, 2, 9, 1).takeWhile(n -> n < 5);

      assertEquals(List.of(1, 2), stream.toList());
      assertThrows(EndOfStreamException.class, stream::receive);
    }

    @Test
    void dropWhileBeginsAtTheFirstThatFails() throws IOException {
      assertEquals(List.of(9, 1), ObjectStreams.of(1, 2, 9, 1).dropWhile(n -> n < 5).toList());
    }

    @Test
    void scanGivesRunningTotals() throws IOException {
      assertEquals(List.of(0, 1, 3, 6), upTo(3).scan(0, Integer::sum).toList());
    }

    @Test
    void pairwiseCombinesNeighbours() throws IOException {
      assertEquals(List.of("12", "23"), upTo(3).pairwise((a, b) -> "" + a + b).toList());
      assertEquals(List.of(), upTo(1).pairwise((a, b) -> "" + a + b).toList());
    }

    @Test
    void runsCollectNeighboursWithEqualKeys() throws IOException {
      assertEquals(
          List.of(List.of("a", "b"), List.of("cc"), List.of("d")),
          ObjectStreams.of("a", "b", "cc", "d").runs(String::length).toList());
    }

    @Test
    void zipEndsWithTheShorter() throws IOException {
      assertEquals(
          List.of("1a", "2b"),
          upTo(9).zip(ObjectStreams.of("a", "b"), (n, text) -> n + text).toList());
    }

    @Test
    void chainGivesOneStreamAfterTheOther() throws IOException {
      assertEquals(List.of(1, 1, 2), ObjectStreams.chain(upTo(1), upTo(0), upTo(2)).toList());
    }

    @Test
    void reduceMakesOneObjectOfAll() throws IOException {
      assertEquals(10, upTo(4).reduce(0, Integer::sum));
    }

    @Test
    void batchesHoldSoMany() throws IOException {
      assertEquals(List.of(List.of(1, 2), List.of(3)), upTo(3).batched(2).toList());
      assertThrows(IllegalArgumentException.class, () -> upTo(1).batched(0));
    }

    @Test
    void aLoopGoesThroughIt() {
      var seen = new ArrayList<Integer>();
      for (int n : upTo(3).map(n -> n + 1)) {
        seen.add(n);
      }
      assertEquals(List.of(2, 3, 4), seen);
    }

    @Test
    void asAStreamOfTheJdkItCanBeCollected() throws IOException {
      var closed = new AtomicInteger();
      var source = ObjectStreams.from(Stream.of(1, 2, 3).onClose(closed::incrementAndGet));

      try (Stream<Integer> stream = source.asStream()) {
        assertEquals(List.of(2, 3), stream.filter(n -> n > 1).toList());
      }

      assertEquals(1, closed.get());
    }

    @Test
    void whatTheCodeThrowsIsThrownAndTheObjectIsGone() throws IOException {
      var failure = new IOException("odd");
      var stream =
          upTo(2)
              .map(n -> {
                if (n == 1) {
                  throw failure;
                }
                return n;
              });

      assertSame(failure, assertThrows(IOException.class, stream::receive));
      assertEquals(2, stream.receive());
    }

    @Test
    void closingClosesTheSource() throws IOException {
      var source = upTo(3);
      source.map(n -> n).filter(_ -> true).limit(1).close();

      assertThrows(ClosedResourceException.class, source::receive);
    }

    @Test
    void closingAZipClosesBoth() throws IOException {
      var left = upTo(3);
      var right = upTo(3);
      left.zip(right, Integer::sum).close();

      assertThrows(ClosedResourceException.class, left::receive);
      assertThrows(ClosedResourceException.class, right::receive);
    }
  }

  @Nested
  class Cancelled {

    @Test
    void anObjectWhoseCodeWasCancelledComesAgain() throws Exception {
      var gate = new Event();
      var stream =
          upTo(2)
              .map(n -> {
                gate.await();
                return n;
              });

      Waits.assertCancelledBefore(stream::receive);
      Waits.assertCancelledWhileWaiting(stream::receive);
      gate.set();

      assertEquals(List.of(1, 2), stream.toList());
    }

    @Test
    void aBatchThatWasCancelledGoesOn() throws Exception {
      try (var pair = MemoryObjectStreams.<Integer>create(10)) {
        var batches = pair.receive().batched(3);
        pair.send().send(1);
        pair.send().send(2);
        Waits.assertCancelledWhileWaiting(batches::receive);
        pair.send().send(3);

        assertEquals(List.of(1, 2, 3), batches.receive());
      }
    }

    @Test
    void aZipThatWasCancelledGoesOn() throws Exception {
      try (var left = MemoryObjectStreams.<Integer>create(10);
          var right = MemoryObjectStreams.<Integer>create(10)) {
        var sums = left.receive().zip(right.receive(), Integer::sum);
        left.send().send(1);
        Waits.assertCancelledWhileWaiting(sums::receive);
        right.send().send(2);

        assertEquals(3, sums.receive());
      }
    }

    @Test
    void aDebounceThatWasCancelledGoesOn() throws Exception {
      try (var pair = MemoryObjectStreams.<Integer>create(10)) {
        var quiet = pair.receive().debounced(ofDays(1));
        pair.send().send(1);
        Waits.assertCancelledWhileWaiting(quiet::receive);
        pair.send().close();

        assertEquals(1, quiet.receive());
      }
    }

    @Test
    void nothingIsLostWhenItemsAndCancellationsMeet() throws Exception {
      var received = new ArrayList<Integer>();
      try (var pair = MemoryObjectStreams.<Integer>create(0)) {
        var stream = pair.receive().map(n -> n).filter(_ -> true).batched(1).map(b -> b.get(0));
        for (int i = 0; i < 200; i++) {
          int item = i;
          CancelScope scope = CancelScope.create();
          TaskGroup.run(group -> {
            group.startSoon(() -> scope.run(() -> received.add(stream.receive())));
            Fairlead.awaitAllTasksBlocked();
            group.startSoon(() -> scope.cancel());
            CancelScope sending = CancelScope.create();
            group.startSoon(() -> sending.run(() -> pair.send().send(item)));
            Fairlead.awaitAllTasksBlocked();
            sending.cancel();
          });
        }
        pair.send().close();
        received.addAll(stream.toList());
        long sent = pair.receive().statistics().sent();
        assertEquals(sent, received.size());
      }
    }

    @Test
    void needsATask() throws Exception {
      var stream = upTo(1).map(n -> n);
      Waits.assertNeedsATask(stream::receive);
    }

    @Test
    void aSecondReceiverIsRefused() throws IOException {
      try (var pair = MemoryObjectStreams.<Integer>create(0)) {
        var stream = pair.receive().map(n -> n);
        TaskGroup.run(group -> {
          var waiting = group.startSoon(() -> stream.receive());
          Fairlead.awaitAllTasksBlocked();
          assertThrows(BusyResourceException.class, stream::receive);
          waiting.cancel();
        });
      }
    }
  }

  @Nested
  class WithTheClock {

    @Test
    void aBatchIsGivenWhenItsFirstObjectHasWaited() throws IOException {
      try (var pair = MemoryObjectStreams.<Integer>create(10)) {
        var batches = pair.receive().batched(10, ofMillis(5));
        pair.send().send(1);
        pair.send().send(2);
        Deadline begin = Fairlead.currentTime();

        assertEquals(List.of(1, 2), batches.receive());
        assertFalse(Fairlead.currentTime().isBefore(begin.plus(ofMillis(5))));

        pair.send().send(3);
        pair.send().close();
        assertEquals(List.of(List.of(3)), batches.toList());
      }
    }

    @Test
    void aFullBatchIsGivenAtOnce() throws IOException {
      assertEquals(List.of(1, 2), upTo(5).batched(2, ofDays(1)).receive());
    }

    @Test
    void debouncingDropsWhatIsFollowedSoon() throws IOException {
      assertEquals(List.of(5), upTo(5).debounced(ofDays(1)).toList());
    }

    @Test
    void debouncingGivesAnObjectThatNothingFollows() throws IOException {
      try (var pair = MemoryObjectStreams.<Integer>create(10)) {
        var quiet = pair.receive().debounced(ofMillis(5));
        pair.send().send(1);
        pair.send().send(2);

        assertEquals(2, quiet.receive());
      }
    }

    @Test
    void throttlingDelays() throws IOException {
      Deadline begin = Fairlead.currentTime();

      assertEquals(List.of(1, 2, 3), upTo(3).throttled(new RateLimiter(1, ofMillis(3))).toList());

      assertFalse(Fairlead.currentTime().isBefore(begin.plus(ofMillis(6))));
    }
  }

  @Nested
  class InTasks {

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
          assertEquals(
              IntStream.rangeClosed(1, 20).mapToObj(n -> n * n).toList(), results.toList());
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

  @Nested
  class Peeking {

    @Test
    void whatWasPeekedAtIsStillReceived() throws IOException {
      try (var stream = upTo(2).peekable()) {
        assertEquals(1, stream.peek());
        assertEquals(1, stream.peek());
        assertEquals(List.of(1, 2), stream.toList());
        assertThrows(EndOfStreamException.class, stream::peek);
      }
    }

    @Test
    void peekingCanBeCancelled() throws Exception {
      try (var pair = MemoryObjectStreams.<Integer>create(1)) {
        var stream = pair.receive().peekable();
        Waits.assertCancelledBefore(stream::peek);
        Waits.assertCancelledWhileWaiting(stream::peek);
        pair.send().send(1);
        assertEquals(1, stream.peek());
        assertEquals(1, stream.receive());
      }
    }
  }

  @Nested
  class Conflating {

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
}
