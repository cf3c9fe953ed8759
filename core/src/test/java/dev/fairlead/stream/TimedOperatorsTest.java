package dev.fairlead.stream;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.Deadline;
import dev.fairlead.Fairlead;
import dev.fairlead.sync.RateLimiter;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Streams that wait for the clock. */
@ForEveryBackend
class TimedOperatorsTest {

  private static ObjectReceiveStream<Integer> upTo(int last) {
    return ObjectStreams.from(IntStream.rangeClosed(1, last).boxed());
  }

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
  void aNegativeTimeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> upTo(1).batched(2, ofMillis(-1)));
    assertThrows(IllegalArgumentException.class, () -> upTo(1).debounced(ofMillis(-1)));
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
