package dev.fairlead.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class CapacityLimiterTest {

  private final CapacityLimiter limiter = new CapacityLimiter(2);
  private final Object a = new Object();
  private final Object b = new Object();
  private final Object c = new Object();

  @Test
  void tokensAreBorrowedAndGivenBack() {
    limiter.acquire();
    assertTrue(limiter.tryAcquireOnBehalfOf(a));
    assertFalse(limiter.tryAcquireOnBehalfOf(b));
    assertEquals(2, limiter.borrowedTokens());
    assertEquals(0, limiter.availableTokens());

    limiter.release();
    limiter.releaseOnBehalfOf(a);

    assertEquals(0, limiter.borrowedTokens());
  }

  @Test
  void aBorrowerHasOneToken() {
    limiter.acquireOnBehalfOf(a);

    assertThrows(IllegalStateException.class, () -> limiter.acquireOnBehalfOf(a));
    var thrown = assertThrows(IllegalStateException.class, () -> limiter.tryAcquireOnBehalfOf(a));

    assertTrue(thrown.getMessage().contains("already"), thrown::getMessage);
    limiter.releaseOnBehalfOf(a);
  }

  @Test
  void aBorrowerThatWaitsCannotAskAgain() {
    limiter.setTotalTokens(0);

    TaskGroup.run(group -> {
      group.startSoon(() -> limiter.acquireOnBehalfOf(a));
      Fairlead.awaitAllTasksBlocked();

      var thrown = assertThrows(IllegalStateException.class, () -> limiter.acquireOnBehalfOf(a));

      assertTrue(thrown.getMessage().contains("waits"), thrown::getMessage);
      limiter.setTotalTokens(1);
    });
    limiter.releaseOnBehalfOf(a);
  }

  @Test
  void onlyABorrowerCanGiveBack() {
    assertThrows(IllegalStateException.class, limiter::release);
    assertThrows(IllegalStateException.class, () -> limiter.releaseOnBehalfOf(a));
  }

  @Test
  void borrowersThatAreEqualAreNotTheSame() {
    limiter.acquireOnBehalfOf(List.of(1));

    assertTrue(limiter.tryAcquireOnBehalfOf(List.of(1)));
  }

  @Test
  void howeverManyBorrowersThereAreEachIsKnown() {
    var many = new CapacityLimiter(100);
    List<Object> borrowers = Stream.generate(Object::new).limit(100).toList();
    borrowers.forEach(one -> assertTrue(many.tryAcquireOnBehalfOf(one)));

    assertEquals(
        Set.copyOf(borrowers), Set.copyOf(many.statistics().borrowers()), "all of them, once");
    for (Object one : borrowers) {
      assertThrows(IllegalStateException.class, () -> many.tryAcquireOnBehalfOf(one));
      many.releaseOnBehalfOf(one);
      assertThrows(IllegalStateException.class, () -> many.releaseOnBehalfOf(one));
      assertTrue(many.tryAcquireOnBehalfOf(one));
    }
    borrowers.forEach(many::releaseOnBehalfOf);

    assertEquals(List.of(), many.statistics().borrowers());
    assertEquals(100, many.availableTokens());
  }

  @Test
  void tokensGoToTasksInTheOrderInWhichTheyCame() {
    var one = new CapacityLimiter(1);
    var order = new ArrayList<Integer>();

    TaskGroup.run(group -> {
      one.acquire();
      for (int i = 0; i < 5; i++) {
        int number = i;
        group.startSoon(() -> one.run(() -> order.add(number)));
        Fairlead.awaitAllTasksBlocked();
      }
      one.release();
    });

    assertEquals(List.of(0, 1, 2, 3, 4), order);
  }

  @Test
  void aTokenGivenBackBelongsToTheFirstWaiterAtOnce() {
    var one = new CapacityLimiter(1);

    TaskGroup.run(group -> {
      one.acquireOnBehalfOf(a);
      var leave = new Event();
      group.startSoon(() -> one.run(leave::await));
      Fairlead.awaitAllTasksBlocked();

      one.releaseOnBehalfOf(a);

      assertEquals(0, one.availableTokens());
      assertFalse(one.tryAcquireOnBehalfOf(b));
      leave.set();
    });
  }

  @Test
  void moreTokensLetInWhoWaits() {
    limiter.setTotalTokens(0);
    TaskGroup.run(group -> {
      for (Object borrower : List.of(a, b, c)) {
        group.startSoon(() -> limiter.acquireOnBehalfOf(borrower));
        Fairlead.awaitAllTasksBlocked();
      }

      limiter.setTotalTokens(2);

      assertEquals(List.of(c), waitingBorrowers());
      limiter.setTotalTokens(CapacityLimiter.UNLIMITED);
    });
    assertEquals(3, limiter.borrowedTokens());
  }

  private List<Object> waitingBorrowers() {
    List<Object> having = limiter.statistics().borrowers();
    return List.of(a, b, c).stream().filter(borrower -> !having.contains(borrower)).toList();
  }

  @Test
  void fewerTokensThanBorrowedLetNobodyInUntilEnoughAreBack() {
    limiter.acquireOnBehalfOf(a);
    limiter.acquireOnBehalfOf(b);

    limiter.setTotalTokens(1);

    assertEquals(-1, limiter.availableTokens());
    limiter.releaseOnBehalfOf(a);
    assertFalse(limiter.tryAcquireOnBehalfOf(c));
    limiter.releaseOnBehalfOf(b);
    assertTrue(limiter.tryAcquireOnBehalfOf(c));
  }

  @Test
  void anUnlimitedNumberNeverRunsOut() {
    var unlimited = new CapacityLimiter(CapacityLimiter.UNLIMITED);

    for (int i = 0; i < 1000; i++) {
      assertTrue(unlimited.tryAcquireOnBehalfOf(new Object()));
    }
  }

  @Test
  void aNegativeNumberIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new CapacityLimiter(-1));
    assertThrows(IllegalArgumentException.class, () -> limiter.setTotalTokens(-1));
    assertEquals(2, limiter.totalTokens());
  }

  @Test
  void aLimitedAcquireTriesBeforeItLooksAtTheTime() {
    assertTrue(limiter.tryAcquire(Duration.ZERO));
    assertTrue(limiter.tryAcquireOnBehalfOf(a, Duration.ofMillis(5)));
    assertFalse(limiter.tryAcquireOnBehalfOf(b, Duration.ZERO));
    assertFalse(limiter.tryAcquireOnBehalfOf(b, Duration.ofMillis(5)));

    limiter.release();

    assertTrue(limiter.tryAcquireOnBehalfOf(b));
  }

  @Test
  void aCancelledAcquireTakesNothing() throws Exception {
    Waits.assertCancelledBefore(limiter::acquire);
    assertEquals(0, limiter.borrowedTokens());

    limiter.setTotalTokens(0);
    Waits.assertCancelledWhileWaiting(() -> limiter.acquireOnBehalfOf(a));

    assertEquals(0, limiter.statistics().tasksWaiting());
    limiter.setTotalTokens(1);
    assertTrue(limiter.tryAcquireOnBehalfOf(a));
  }

  @Test
  void nothingIsLostWhenReleaseAndCancellationMeet() throws Exception {
    var one = new CapacityLimiter(1);
    one.acquireOnBehalfOf(a);
    Waits.race(
        1500,
        () -> one.acquireOnBehalfOf(b),
        () -> one.releaseOnBehalfOf(a),
        succeeded -> {
          assertEquals(succeeded ? List.of(b) : List.of(), one.statistics().borrowers());
          if (succeeded) {
            one.releaseOnBehalfOf(b);
          }
          one.acquireOnBehalfOf(a);
        });
  }

  @Test
  void waitingNeedsATask() throws Exception {
    Waits.assertNeedsATask(limiter::acquire);
    Waits.assertNeedsATask(() -> limiter.acquireOnBehalfOf(a));
    Waits.assertNeedsATask(limiter::release);
  }

  @Test
  void statisticsNameBorrowersAndWhoWaits() {
    var one = new CapacityLimiter(1);
    TaskGroup.run(group -> {
      one.acquire();
      group.startSoon(o -> o.withName("second"), () -> one.run(() -> {}));
      Fairlead.awaitAllTasksBlocked();

      CapacityLimiterStatistics statistics = one.statistics();

      assertEquals(List.of(Fairlead.currentTask()), statistics.borrowers());
      assertEquals("second", statistics.waiting().getFirst().task().name());
      assertEquals(1, statistics.borrowedTokens());
      assertEquals(1, statistics.totalTokens());
      one.release();
    });
    assertEquals(1, one.statistics().peakBorrowed());
    assertEquals(1, one.statistics().peakWaiting());
  }

  @Test
  void noTokenIsLostOrMadeWhateverIsCancelled() {
    var inside = new AtomicInteger();

    TaskGroup.run(group -> {
      for (int i = 0; i < 8; i++) {
        var random = new Random(i);
        group.startSoon(() -> {
          for (int round = 0; round < 300; round++) {
            CancelScope.moveOnAfter(Duration.ofNanos(random.nextInt(40_000)))
                .run(() ->
                    limiter.run(() -> {
                      assertTrue(inside.incrementAndGet() <= 2);
                      try {
                        Waits.spin(random.nextInt(50));
                        if (random.nextInt(4) == 0) {
                          Checkpoints.yieldNow();
                        }
                      } finally {
                        inside.decrementAndGet();
                      }
                    }));
          }
        });
      }
    });

    assertEquals(0, limiter.borrowedTokens());
    assertEquals(0, limiter.statistics().tasksWaiting());
    assertEquals(List.of(), limiter.statistics().borrowers());
  }

  @Test
  void nobodyIsNoBorrower() {
    var limiter = new CapacityLimiter(2);

    assertThrows(NullPointerException.class, () -> limiter.acquireOnBehalfOf(null));
    assertThrows(NullPointerException.class, () -> limiter.tryAcquireOnBehalfOf(null));

    assertEquals(List.of(), limiter.statistics().borrowers());
  }

  @Test
  void aPermitGivesBackTheTokenThatItWasGivenFor() {
    TaskGroup.run(group -> {
      Permit permit = limiter.hold();
      group
          .startSoon(() -> {
            limiter.acquire();
            permit.close();
            assertEquals(List.of(Fairlead.currentTask()), limiter.statistics().borrowers());
            limiter.release();
          })
          .await();
      permit.close();
    });

    assertEquals(0, limiter.borrowedTokens());
  }
}
