package dev.fairlead.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Action;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class LongestWaitTest {

  private static final Duration WAIT = Duration.ofMillis(3);

  private static void assertNotes(Acquirable lock, Supplier<Duration> longest) throws Exception {
    lock.acquire();
    assertNotes(() -> lock.run(() -> {}), lock::release, longest);
  }

  /** The longest wait is there while it lasts and afterwards, and a shorter one leaves it. */
  private static void assertNotes(Action<?> wait, Action<?> end, Supplier<Duration> longest) {
    assertEquals(Duration.ZERO, longest.get());
    TaskGroup.run(group -> {
      group.startSoon(wait);
      Fairlead.awaitAllTasksBlocked();
      Fairlead.sleep(WAIT);
      assertTrue(longest.get().compareTo(WAIT) >= 0, () -> "while it lasts: " + longest.get());
      end.run();
    });
    assertTrue(longest.get().compareTo(WAIT) >= 0, () -> "afterwards: " + longest.get());
  }

  @Test
  void locksAndPermitsKnowIt() throws Exception {
    var lock = new Lock();
    assertNotes(lock, () -> lock.statistics().longestWait());
    var semaphore = new Semaphore(1);
    assertNotes(semaphore, () -> semaphore.statistics().longestWait());
    var limiter = new CapacityLimiter(1);
    assertNotes(limiter, () -> limiter.statistics().longestWait());
    var readWrite = new ReadWriteLock();
    assertNotes(readWrite.write(), () -> readWrite.statistics().longestWait());
  }

  @Test
  void memoryObjectStreamsKnowItForBothEnds() throws Exception {
    var pair = MemoryObjectStreams.<Integer>create(0);
    assertNotes(
        () -> pair.receive().receive(),
        () -> pair.send().send(1),
        () -> pair.send().statistics().longestWaitReceive());
    assertNotes(
        () -> pair.send().send(1),
        () -> pair.receive().receive(),
        () -> pair.send().statistics().longestWaitSend());
  }

  @Test
  void aRateLimiterKnowsIt() {
    var limiter = new RateLimiter(1, WAIT);
    int tokens = 0;

    while (limiter.statistics().longestWait().isZero()) {
      limiter.acquire(); // The first has not waited, nor who comes late.
      tokens++;
    }

    assertTrue(tokens > 1, "the first token was there at once");
    assertEquals(1, limiter.statistics().peakWaiting());
  }

  @Test
  void aWaitThatWasGivenUpCountsToo() {
    var lock = new Lock();
    TaskGroup.run(group -> {
      lock.acquire();
      group.startSoon(() -> assertFalse(lock.tryAcquire(WAIT))).join();
      lock.release();
    });

    assertTrue(lock.statistics().longestWait().isPositive());
  }
}
