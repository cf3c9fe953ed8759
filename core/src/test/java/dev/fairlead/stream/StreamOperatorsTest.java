package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Streams that are made of others, one object after the other. */
@ForEveryBackend
class StreamOperatorsTest {

  private static ObjectReceiveStream<Integer> upTo(int last) {
    return ObjectStreams.from(IntStream.rangeClosed(1, last).boxed());
  }

  @Test
  void mapMakesOneObjectOfEach() throws IOException {
    assertEquals(List.of(2, 4, 6), upTo(3).map(n -> 2 * n).toList());
  }

  @Test
  void flatMapMakesAnyNumberOfEach() throws IOException {
    assertEquals(List.of(2, 3, 3), upTo(3).flatMap(n -> List.of(n, n).subList(0, n - 1)).toList());
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
  void withSomethingToFillInAZipEndsWithTheLonger() throws IOException {
    var fill = ObjectStreams.from(Stream.generate(() -> "-"));
    var longer = ObjectStreams.chain(ObjectStreams.of("a"), fill);

    assertEquals(List.of("1a", "2-", "3-"), upTo(3).zip(longer, (n, t) -> n + t).toList());
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
  void aLoopEndsAtTheEndAloneAndThrowsWhateverElseThereIs() throws IOException {
    var failure = new IOException("odd");
    var failing =
        upTo(3)
            .<Integer>map(n -> {
              throw failure;
            });
    var closed = upTo(3);
    closed.close();

    var thrown = assertThrows(UncheckedIOException.class, () -> failing.forEach(_ -> {}));
    assertSame(failure, thrown.getCause());
    assertThrows(ClosedResourceException.class, () -> closed.forEach(_ -> {}));
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

  // ---- looking ahead

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

  /** Fails for one object. */
  private static <T> T butNot(int failing, int number, T result) throws IOException {
    if (number == failing) {
      throw new IOException("not " + failing);
    }
    return result;
  }

  @Test
  void aZipWhoseCodeThrowsGoesOnWithTheNextPair() throws IOException {
    var pairs = upTo(3).zip(upTo(3), (left, right) -> butNot(2, left, left + ":" + right));

    assertEquals("1:1", pairs.receive());
    assertThrows(IOException.class, pairs::receive);
    assertEquals("3:3", pairs.receive());
  }

  @Test
  void pairsWhoseCodeThrowsGoOnWithTheNextPair() throws IOException {
    var pairs = upTo(4).pairwise((one, other) -> butNot(2, one, one + ":" + other));

    assertEquals("1:2", pairs.receive());
    assertThrows(IOException.class, pairs::receive);
    assertEquals("3:4", pairs.receive());
  }

  @Test
  void runsWhoseCodeThrowsGoOnBehindTheObject() throws IOException {
    var runs = ObjectStreams.of(1, 3, 4, 5, 6).runs(n -> butNot(4, n, n % 2));

    assertThrows(IOException.class, runs::receive);
    assertEquals(List.of(1, 3, 5), runs.receive());
    assertEquals(List.of(6), runs.receive());
    assertThrows(EndOfStreamException.class, runs::receive);
  }

  @Test
  void whatWasTakenAheadIsNotReceivedOnceTheStreamIsClosed() throws IOException {
    var twice = upTo(2).flatMap(n -> List.of(n, n));
    var peekable = upTo(2).peekable();
    assertEquals(1, twice.receive());
    assertEquals(1, peekable.peek());

    twice.close();
    peekable.closeForcefully();

    assertThrows(ClosedResourceException.class, twice::receive);
    assertThrows(ClosedResourceException.class, peekable::peek);
    assertThrows(ClosedResourceException.class, peekable::receive);
  }
}
