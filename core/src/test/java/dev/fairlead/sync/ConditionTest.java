package dev.fairlead.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class ConditionTest {

  private final Condition condition = new Condition();

  private void startWaiters(TaskGroup group, int count, List<Integer> woken) {
    for (int i = 0; i < count; i++) {
      int number = i;
      group.startSoon(() ->
          condition.run(() -> {
            condition.await();
            woken.add(number);
          }));
      Fairlead.awaitAllTasksBlocked();
    }
  }

  @Test
  void aSignalWakesTheTaskThatWaitsLongest() {
    var woken = new ArrayList<Integer>();
    TaskGroup.run(group -> {
      startWaiters(group, 3, woken);

      condition.run(() -> condition.signal());
      Fairlead.awaitAllTasksBlocked();

      assertEquals(List.of(0), woken);
      condition.run(() -> condition.signal(2));
    });
    assertEquals(List.of(0, 1, 2), woken);
  }

  @Test
  void allThatAreSignalledGoOnInOrder() {
    var woken = new ArrayList<Integer>();
    TaskGroup.run(group -> {
      startWaiters(group, 5, woken);

      condition.run(condition::signalAll);
    });

    assertEquals(List.of(0, 1, 2, 3, 4), woken);
  }

  @Test
  void waitingReleasesTheLockAndGetsItBack() {
    TaskGroup.run(group -> {
      var waiting =
          group.startSoon(() ->
              condition.call(() -> {
                condition.await();
                return condition.lock().isHeldByCurrentTask();
              }));
      Fairlead.awaitAllTasksBlocked();
      assertFalse(condition.lock().isLocked());

      condition.run(() -> condition.signal());

      assertTrue(waiting.await());
    });
  }

  @Test
  void aSignalToNobodyIsForgotten() {
    condition.run(() -> condition.signal());

    assertFalse(condition.call(() -> condition.tryAwait(Duration.ofMillis(5))));
    assertEquals(0, condition.statistics().tasksWaiting());
    assertFalse(condition.lock().isLocked());
  }

  @Test
  void onlyTheOwnerOfTheLockMayWaitOrSignal() {
    assertThrows(IllegalStateException.class, condition::await);
    assertThrows(IllegalStateException.class, () -> condition.signal());
    assertThrows(IllegalStateException.class, condition::signalAll);
    assertThrows(IllegalStateException.class, () -> condition.awaitUntil(() -> true));

    condition.acquire();
    condition.release();
    assertThrows(IllegalStateException.class, condition::signalAll);
  }

  @Test
  void whoAcquiredTheLockItselfMaySignal() {
    var lock = new Lock();
    var shared = new Condition(lock);

    lock.run(shared::signalAll);

    assertFalse(lock.isLocked());
  }

  @Test
  void awaitUntilReturnsOnceTheConditionHolds() {
    int[] stock = {0};
    TaskGroup.run(group -> {
      var buying =
          group.startSoon(() ->
              condition.call(() -> {
                condition.awaitUntil(() -> stock[0] >= 2);
                return stock[0];
              }));
      Fairlead.awaitAllTasksBlocked();
      for (int i = 0; i < 2; i++) {
        condition.run(() -> {
          stock[0]++;
          condition.signalAll();
        });
        Fairlead.awaitAllTasksBlocked();
      }
      assertEquals(2, buying.await());
    });
  }

  @Test
  void aLimitedAwaitUntilLooksBeforeItLooksAtTheTime() {
    condition.run(() -> {
      assertTrue(condition.tryAwaitUntil(() -> true, Duration.ZERO));
      assertFalse(condition.tryAwaitUntil(() -> false, Duration.ofMillis(5)));
      assertTrue(condition.lock().isHeldByCurrentTask());
    });
  }

  @Test
  void aCancelledWaitOwnsTheLockWhenItUnwinds() {
    CancelScope scope = CancelScope.create();
    var held = new ArrayList<Boolean>();
    TaskGroup.run(group -> {
      group.startSoon(() ->
          scope.run(() ->
              condition.run(() -> {
                try {
                  condition.await();
                } finally {
                  held.add(condition.lock().isHeldByCurrentTask());
                }
              })));
      Fairlead.awaitAllTasksBlocked();
      condition.run(() -> {
        scope.cancel();
        Fairlead.awaitAllTasksBlocked();
        assertEquals(List.of(), held);
      });
    });

    assertEquals(List.of(true), held);
    assertFalse(condition.lock().isLocked());
  }

  @Test
  void aWaitInACancelledScopeDoesNotReleaseTheLock() throws Exception {
    Waits.assertCancelledBefore(() -> condition.run(condition::await));
    condition.acquire();
    Waits.assertCancelledBefore(condition::await);
    assertTrue(condition.lock().isHeldByCurrentTask());
    condition.release();
  }

  @Test
  void aSignalGoesPastACancelledWaiter() {
    CancelScope scope = CancelScope.create();
    var woken = new ArrayList<Integer>();
    TaskGroup.run(group -> {
      group.startSoon(() -> scope.run(() -> condition.run(condition::await)));
      Fairlead.awaitAllTasksBlocked();
      startWaiters(group, 1, woken);

      condition.run(() -> {
        scope.cancel();
        condition.signal();
      });
    });

    assertEquals(List.of(0), woken);
  }

  @Test
  void aSignalThatMeetsACancellationIsNotLost() {
    var random = new Random(3);
    for (int i = 0; i < 500; i++) {
      CancelScope scope = CancelScope.create();
      TaskGroup.run(group -> {
        var first = group.startSoon(() -> scope.run(() -> condition.run(condition::await)));
        Fairlead.awaitAllTasksBlocked();
        group.startSoon(() -> condition.run(condition::await));
        Fairlead.awaitAllTasksBlocked();
        int spins = random.nextInt(400);
        group.startSoon(() -> {
          Waits.spin(spins);
          scope.cancel();
        });
        Waits.spin(random.nextInt(400));

        condition.run(() -> condition.signal());

        // The second one has the signal if the first one did not take it.
        first.join();
        if (!scope.cancelledCaught()) {
          condition.run(() -> condition.signal());
        }
      });
      assertEquals(0, condition.statistics().tasksWaiting());
      assertFalse(condition.lock().isLocked());
    }
  }

  @Test
  void waitingNeedsATask() throws Exception {
    Waits.assertNeedsATask(condition::await);
    Waits.assertNeedsATask(condition::signalAll);
  }

  @Test
  void statisticsShowWaitersAndTheLock() {
    TaskGroup.run(group -> {
      group.startSoon(o -> o.withName("patient"), () -> condition.run(condition::await));
      Fairlead.awaitAllTasksBlocked();
      condition.run(() -> {
        ConditionStatistics statistics = condition.statistics();

        assertEquals("patient", statistics.waiting().getFirst().task().name());
        assertTrue(statistics.lock().locked());
        condition.signal();
      });
    });
    assertEquals(1, condition.statistics().peakWaiting());
  }

  @Test
  void aBoundedStoreKeepsItsBoundsWhateverIsCancelled() {
    int[] stock = {0};
    int[] put = {0};
    int[] taken = {0};
    TaskGroup.run(group -> {
      for (int i = 0; i < 6; i++) {
        var random = new Random(i);
        boolean puts = i % 2 == 0;
        group.startSoon(() -> {
          for (int round = 0; round < 150; round++) {
            CancelScope.moveOnAfter(Duration.ofNanos(random.nextInt(80_000)))
                .run(() ->
                    condition.run(() -> {
                      condition.awaitUntil(() -> puts ? stock[0] < 3 : stock[0] > 0);
                      stock[0] += puts ? 1 : -1;
                      (puts ? put : taken)[0]++;
                      assertTrue(stock[0] >= 0 && stock[0] <= 3);
                      condition.signalAll();
                    }));
          }
        });
      }
    });

    assertEquals(put[0] - taken[0], stock[0]);
    assertFalse(condition.lock().isLocked());
    assertEquals(0, condition.statistics().tasksWaiting());
  }
}
