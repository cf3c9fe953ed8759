package dev.fairlead.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Deadline;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class KeyedRateLimiterTest {

  private static final Duration DAY = Duration.ofDays(1);

  private final KeyedRateLimiter<String> limiter = new KeyedRateLimiter<>(2, DAY);

  @Test
  void eachKeyHasTokensOfItsOwn() {
    assertTrue(limiter.tryAcquire("a", 2));
    assertFalse(limiter.tryAcquire("a"));
    assertTrue(limiter.tryAcquire("b"));

    assertEquals(0, limiter.statistics("a").availableTokens());
    assertEquals(1, limiter.statistics("b").availableTokens());
    assertEquals(2, limiter.statistics("never seen").availableTokens());
  }

  @Test
  void tokensOfAKeyComeAtTheRate() {
    var quick = new KeyedRateLimiter<Integer>(1, Duration.ofMillis(5));
    Deadline start = Fairlead.currentTime();

    for (int i = 0; i < 4; i++) {
      quick.acquire(1);
    }

    Duration taken = Fairlead.currentTime().since(start);
    assertTrue(taken.compareTo(Duration.ofMillis(15)) >= 0, taken::toString);
  }

  @Test
  void oneTokenOfAKeyIsWaitedForAsLongAsOneSays() {
    var quick = new KeyedRateLimiter<String>(1, Duration.ofMillis(2));
    quick.acquire("a");
    assertTrue(quick.tryAcquire("a", DAY));

    limiter.acquire("a", 2);
    assertFalse(limiter.tryAcquire("a", Duration.ofHours(5)));
    assertTrue(limiter.tryAcquire("b", Duration.ofHours(5)));
  }

  @Test
  void whoWaitsForOneKeyDoesNotHoldUpAnother() {
    var passed = new ArrayList<String>();
    TaskGroup.run(group -> {
      limiter.acquire("a", 2);
      group.startSoon(() -> limiter.acquire("a"));
      Fairlead.awaitAllTasksBlocked();

      limiter.acquire("b");
      passed.add("b");

      assertEquals(1, limiter.statistics("a").tasksWaiting());
      group.cancel();
    });
    assertEquals(List.of("b"), passed);
  }

  @Test
  void whatWouldTakeTooLongIsRefusedAtOnce() {
    assertTrue(limiter.tryAcquire("a", 2, Duration.ZERO));
    assertFalse(limiter.tryAcquire("a", 1, Duration.ofHours(1)));
  }

  @Test
  void keysWhoseBucketsAreFullAgainAreForgotten() {
    var quick = new KeyedRateLimiter<Integer>(1, Duration.ofNanos(1));

    for (int key = 0; key < 10_000; key++) {
      assertTrue(quick.tryAcquire(key));
      Fairlead.sleep(Duration.ofNanos(1));
    }

    assertTrue(quick.size() < 200, () -> quick.size() + " keys");
  }

  @Test
  void keysInUseAreKeptHoweverManyThereAre() {
    var slow = new KeyedRateLimiter<Integer>(1, DAY);

    for (int key = 0; key < 300; key++) {
      slow.acquire(key);
    }

    assertEquals(300, slow.size());
    for (int key = 0; key < 300; key++) {
      assertFalse(slow.tryAcquire(key));
    }
  }

  @Test
  void impossibleNumbersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new KeyedRateLimiter<>(0, DAY));
    assertThrows(IllegalArgumentException.class, () -> new KeyedRateLimiter<>(1, Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> limiter.acquire("a", 3));
    assertThrows(IllegalArgumentException.class, () -> limiter.tryAcquire("a", 0));
  }

  @Test
  void aCancelledAcquireTakesNothing() throws Exception {
    Waits.assertCancelledBefore(() -> limiter.acquire("a"));
    assertEquals(2, limiter.statistics("a").availableTokens());

    limiter.acquire("a", 2);
    Waits.assertCancelledWhileWaiting(() -> limiter.acquire("a"));
    assertEquals(0, limiter.statistics("a").tasksWaiting());
  }

  @Test
  void waitingNeedsATask() throws Exception {
    Waits.assertNeedsATask(() -> limiter.acquire("a"));
  }
}
