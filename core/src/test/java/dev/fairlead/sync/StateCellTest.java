package dev.fairlead.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class StateCellTest {

  private final StateCell<Integer> cell = new StateCell<>(0);

  @Test
  void itHoldsTheLatestValue() {
    assertEquals(0, cell.get());

    cell.set(1);

    assertEquals(1, cell.get());
    assertEquals(3, cell.update(value -> value + 2));
    assertEquals(3, cell.get());
  }

  @Test
  void noUpdateIsLost() {
    TaskGroup.run(group -> {
      for (int i = 0; i < 4; i++) {
        group.startSoon(() -> {
          for (int round = 0; round < 500; round++) {
            cell.update(value -> value + 1);
          }
        });
      }
    });
    assertEquals(2000, cell.get());
  }

  @Test
  void whoWaitsForAValueGetsIt() {
    TaskGroup.run(group -> {
      var waiting = group.startSoon(() -> cell.awaitUntil(value -> value >= 2));
      Fairlead.awaitAllTasksBlocked();
      cell.set(1);
      Fairlead.awaitAllTasksBlocked();
      assertFalse(waiting.status().isEnd());
      cell.set(5);
      assertEquals(5, waiting.await());
    });
    assertEquals(5, cell.awaitUntil(value -> value == 5));
  }

  @Test
  void aLimitedWaitLooksBeforeItLooksAtTheTime() {
    assertTrue(cell.tryAwaitUntil(value -> value == 0, Duration.ZERO));
    assertFalse(cell.tryAwaitUntil(value -> value == 1, Duration.ZERO));
    assertFalse(cell.tryAwaitUntil(value -> value == 1, Duration.ofMillis(5)));
    assertEquals(List.of(), cell.waiting());
  }

  @Test
  void aWatchGivesTheFirstValueAndThenTheLatest() {
    StateCell.Watch<Integer> watch = cell.watch();
    assertEquals(0, watch.next());
    cell.set(1);
    cell.set(2);
    assertEquals(2, watch.next());

    TaskGroup.run(group -> {
      var next = group.startSoon(watch::next);
      Fairlead.awaitAllTasksBlocked();
      assertFalse(next.status().isEnd());
      cell.set(2);
      assertEquals(2, next.await());
    });
  }

  @Test
  void aWatchNeverMissesTheLastValue() {
    TaskGroup.run(group -> {
      var last =
          group.startSoon(() -> {
            StateCell.Watch<Integer> watch = cell.watch();
            int seen = watch.next();
            while (seen < 1000) {
              int next = watch.next();
              assertTrue(next > seen);
              seen = next;
            }
            return seen;
          });
      for (int i = 1; i <= 1000; i++) {
        cell.set(i);
      }
      assertEquals(1000, last.await());
    });
  }

  @Test
  void aCancelledWaitLeavesNothingBehind() throws Exception {
    StateCell.Watch<Integer> watch = cell.watch();
    Waits.assertCancelledBefore(watch::next);
    assertEquals(0, watch.next());
    Waits.assertCancelledWhileWaiting(watch::next);
    Waits.assertCancelledWhileWaiting(() -> cell.awaitUntil(value -> value > 0));
    Waits.assertCancelledBefore(() -> cell.awaitUntil(value -> value == 0));

    assertEquals(List.of(), cell.waiting());
  }

  @Test
  void aChangeThatMeetsACancellationIsSeenByTheNextWait() throws Exception {
    StateCell.Watch<Integer> watch = cell.watch();
    int[] seen = {watch.next()};
    Waits.race(
        500,
        () -> seen[0] = watch.next(),
        () -> cell.update(value -> value + 1),
        succeeded -> {
          if (!succeeded) {
            seen[0] = watch.next();
          }
          assertEquals(cell.get(), seen[0]);
        });
  }

  @Test
  void nullIsRefused() {
    assertThrows(NullPointerException.class, () -> cell.set(null));
    assertThrows(NullPointerException.class, () -> cell.update(_ -> null));
    assertEquals(0, cell.get());
  }

  @Test
  void waitingNeedsATask() throws Exception {
    Waits.assertNeedsATask(() -> cell.watch().next());
  }
}
