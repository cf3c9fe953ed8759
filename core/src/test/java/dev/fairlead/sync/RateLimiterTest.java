package dev.fairlead.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Deadline;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class RateLimiterTest {

  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void aBurstPassesAtOnce() {
    var limiter = new RateLimiter(3, DAY);

    assertTrue(limiter.tryAcquire());
    assertTrue(limiter.tryAcquire(2));
    assertFalse(limiter.tryAcquire());
    assertEquals(0, limiter.statistics().availableTokens());
  }

  @Test
  void aBurstPassesAtOnceWhereItsTokensTakeNoWholeNanoseconds() {
    for (int size = 2; size < 100; size++) {
      var limiter = new RateLimiter(size, Duration.ofSeconds(1));
      for (int i = 1; i <= size; i++) {
        assertTrue(limiter.tryAcquire(), "token " + i + " of " + size);
      }
    }
  }

  @Test
  void whoFindsATokenIsNeverRefusedBecauseOfAnother() {
    int tasks = 4;
    int each = 20_000;
    var limiter = new RateLimiter(tasks * each, DAY);
    var refused = new AtomicInteger();
    TaskGroup.run(group -> {
      for (int i = 0; i < tasks; i++) {
        group.startSoon(() -> {
          for (int token = 0; token < each; token++) {
            refused.addAndGet(limiter.tryAcquire() ? 0 : 1);
          }
        });
      }
    });
    assertEquals(0, refused.get());
  }

  @Test
  void afterTheBurstTokensComeAtTheRate() {
    var limiter = new RateLimiter(1, Duration.ofMillis(5), 2);
    Deadline start = Fairlead.currentTime();

    for (int i = 0; i < 6; i++) {
      limiter.acquire();
    }

    Duration taken = Fairlead.currentTime().since(start);
    assertTrue(taken.compareTo(Duration.ofMillis(20)) >= 0, taken::toString);
  }

  @Test
  void unusedTokensAreNotKeptBeyondTheBurst() {
    var limiter = new RateLimiter(1, Duration.ofMillis(1), 2);

    limiter.acquire(2);
    Fairlead.sleep(Duration.ofMillis(20));

    assertEquals(2, limiter.statistics().availableTokens());
  }

  @Test
  void tasksAreServedInTheOrderInWhichTheyCame() {
    Duration period = Duration.ofMillis(30);
    var limiter = new RateLimiter(1, period, 3);
    Deadline start = Fairlead.currentTime();
    limiter.acquire(3);
    TaskGroup.run(group -> {
      group.startSoon(() -> limiter.acquire(2));
      Fairlead.awaitAllTasksBlocked();
      limiter.acquire();

      // Who wants less would have been served sooner before the one who came first.
      Duration taken = Fairlead.currentTime().since(start);
      assertTrue(taken.compareTo(period.multipliedBy(3)) >= 0, taken::toString);
    });
  }

  @Test
  void aLargeRequestIsNotOvertaken() {
    var limiter = new RateLimiter(2, DAY);
    limiter.acquire();
    TaskGroup.run(group -> {
      group.startSoon(() -> limiter.acquire(2));
      Fairlead.awaitAllTasksBlocked();

      assertFalse(limiter.tryAcquire());

      assertEquals(1, limiter.statistics().tasksWaiting());
      group.cancel();
    });
    assertTrue(limiter.tryAcquire());
  }

  @Test
  @NeedsRealThreads // Time passes although nobody waits.
  void whatOthersWaitForKeepsNobodyFromTheRest() {
    Duration period = Duration.ofMillis(1);
    var limiter = new RateLimiter(1, period, 2);
    limiter.acquire(2);
    TaskGroup.run(group -> {
      group.startSoon(() -> limiter.acquire());
      Fairlead.awaitAllTasksBlocked();
      Deadline later = Deadline.after(period.multipliedBy(4));
      while (Fairlead.currentTime().isBefore(later)) {
        Thread.onSpinWait(); // On one thread, the other cannot run meanwhile.
      }

      assertTrue(limiter.tryAcquire());
    });
    assertEquals(0, limiter.statistics().tasksWaiting());
  }

  @Test
  void whatWouldTakeTooLongIsRefusedAtOnce() {
    var limiter = new RateLimiter(1, DAY);

    assertTrue(limiter.tryAcquire(1, Duration.ZERO));
    Deadline start = Fairlead.currentTime();
    assertFalse(limiter.tryAcquire(1, Duration.ofHours(5)));

    assertTrue(Fairlead.currentTime().since(start).compareTo(Duration.ofHours(1)) < 0);
  }

  @Test
  void whatWouldTakeTooLongBehindOthersIsRefusedAtOnceToo() {
    var limiter = new RateLimiter(1, DAY, 2);
    limiter.acquire(2);
    TaskGroup.run(group -> {
      group.startSoon(() -> limiter.acquire());
      Fairlead.awaitAllTasksBlocked();
      Deadline start = Fairlead.currentTime();

      assertFalse(limiter.tryAcquire(DAY.plusHours(23))); // In vain for 18 s, if it waited.

      assertTrue(Fairlead.currentTime().since(start).compareTo(Duration.ofHours(1)) < 0);
      var behind = group.startSoon(() -> limiter.tryAcquire(DAY.multipliedBy(2)));
      Fairlead.awaitAllTasksBlocked();
      assertFalse(behind.status().isEnd());
      assertEquals(2, limiter.statistics().tasksWaiting());
      group.cancel();
    });
    assertEquals(0, limiter.statistics().tasksWaiting());
  }

  @Test
  void whoGivesUpInLineLetsOthersPass() {
    var limiter = new RateLimiter(1, DAY, 3);
    limiter.acquire(2);
    TaskGroup.run(group -> {
      var first = group.startSoon(() -> limiter.acquire(3));
      Fairlead.awaitAllTasksBlocked();
      group.startSoon(() -> limiter.acquire());
      Fairlead.awaitAllTasksBlocked();

      first.cancel();
    });
    assertEquals(0, limiter.statistics().availableTokens());
  }

  @Test
  void aLimitedAcquireWaitsWhenThatIsLongEnough() {
    var limiter = new RateLimiter(1, Duration.ofMillis(2));
    limiter.acquire();

    assertTrue(limiter.tryAcquire(1, DAY));
  }

  @Test
  void oneTokenIsWaitedForAsLongAsOneSaysAndNotTakenIfThatIsTooShort() {
    var limiter = new RateLimiter(1, Duration.ofMillis(2));
    limiter.acquire();

    assertTrue(limiter.tryAcquire(DAY));

    var slow = new RateLimiter(1, DAY, 2);
    assertTrue(slow.tryAcquire(Duration.ZERO));
    assertTrue(slow.tryAcquire(Duration.ofHours(5)));
    assertFalse(slow.tryAcquire(Duration.ofHours(5)));
  }

  @Test
  void aLimitedAcquireOfOneTokenIsACheckpoint() throws Exception {
    var limiter = new RateLimiter(1, Duration.ofHours(1));
    Waits.assertCancelledBefore(() -> limiter.tryAcquire(DAY));
    assertEquals(1, limiter.statistics().availableTokens());

    limiter.acquire();
    Waits.assertCancelledWhileWaiting(() -> limiter.tryAcquire(DAY));
  }

  @Test
  void aCancelledAcquireTakesNothing() throws Exception {
    var limiter = new RateLimiter(1, DAY);
    Waits.assertCancelledBefore(limiter::acquire);
    assertEquals(1, limiter.statistics().availableTokens());

    limiter.acquire();
    Waits.assertCancelledWhileWaiting(limiter::acquire);

    assertEquals(0, limiter.statistics().tasksWaiting());
  }

  @Test
  void whateverEndsAWaitNobodyIsLeftInLine() {
    var limiter = new RateLimiter(1, Duration.ofNanos(10_000), 3);
    var taken = new AtomicInteger();
    Deadline start = Fairlead.currentTime();
    TaskGroup.run(group -> {
      for (int i = 0; i < 4; i++) {
        var random = new Random(i);
        group.startSoon(() -> takeSome(limiter, random, taken));
      }
    });
    Duration passed = Fairlead.currentTime().since(start);
    assertTrue(taken.get() <= 3 + passed.dividedBy(Duration.ofNanos(10_000)), taken::toString);
    assertEquals(0, limiter.statistics().tasksWaiting());

    Fairlead.sleep(Duration.ofMillis(1));
    assertTrue(limiter.tryAcquire(3));
  }

  private static void takeSome(RateLimiter limiter, Random random, AtomicInteger taken) {
    for (int i = 0; i < 200; i++) {
      int tokens = 1 + random.nextInt(3);
      Duration limit = Duration.ofNanos(random.nextInt(100_000));
      switch (random.nextInt(3)) {
        case 0 -> taken.addAndGet(limiter.tryAcquire(tokens) ? tokens : 0);
        case 1 -> taken.addAndGet(limiter.tryAcquire(tokens, limit) ? tokens : 0);
        default ->
            CancelScope.moveOnAfter(limit)
                .run(() -> {
                  limiter.acquire(tokens);
                  taken.addAndGet(tokens);
                });
      }
    }
  }

  @Test
  void impossibleNumbersAreRefused() {
    var limiter = new RateLimiter(2, DAY);

    assertThrows(IllegalArgumentException.class, () -> limiter.acquire(3));
    assertThrows(IllegalArgumentException.class, () -> limiter.tryAcquire(0));
    assertThrows(IllegalArgumentException.class, () -> new RateLimiter(0, DAY));
    assertThrows(IllegalArgumentException.class, () -> new RateLimiter(1, Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> new RateLimiter(1, DAY, 0));
  }

  @Test
  void waitingNeedsATask() throws Exception {
    Waits.assertNeedsATask(() -> new RateLimiter(1, DAY).acquire());
  }

  @Test
  void aBurstIsAsLargeAsItWasSaidHoweverLongItTakesToComeBack() {
    var limiter = new RateLimiter(1, Duration.ofDays(36_500), 10);

    assertTrue(limiter.tryAcquire(9));
    assertTrue(limiter.tryAcquire());

    assertFalse(limiter.tryAcquire());
  }

  @Test
  void theLongestPeriodIsNotANegativeOne() {
    var limiter = new RateLimiter(1, ChronoUnit.FOREVER.getDuration());

    assertTrue(limiter.tryAcquire());

    assertFalse(limiter.tryAcquire());
    assertEquals(0, limiter.statistics().availableTokens());
  }
}
