package dev.fairlead.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class BarrierTest {

  private final Barrier barrier = new Barrier(3);

  @Test
  void nobodyGoesOnUntilAllHaveArrived() {
    var arrivals = Collections.synchronizedList(new ArrayList<Integer>());
    TaskGroup.run(group -> {
      group.startSoon(() -> arrivals.add(barrier.await()));
      group.startSoon(() -> arrivals.add(barrier.await()));
      Fairlead.awaitAllTasksBlocked();
      assertEquals(List.of(), arrivals);
      assertEquals(2, barrier.statistics().tasksWaiting());

      assertEquals(2, barrier.await());
    });
    assertEquals(List.of(0, 1), arrivals.stream().sorted().toList());
  }

  @Test
  void itCanBeUsedAgain() {
    var rounds = Collections.synchronizedList(new ArrayList<Integer>());
    TaskGroup.run(group -> {
      for (int i = 0; i < 3; i++) {
        group.startSoon(() -> {
          for (int round = 0; round < 50; round++) {
            rounds.add(round);
            barrier.await();
          }
        });
      }
    });
    assertEquals(rounds.stream().sorted().toList(), rounds);
    assertEquals(150, rounds.size());
  }

  @Test
  void oneThatIsCancelledBreaksItForAll() {
    TaskGroup.run(group -> {
      var other =
          group.startSoon(() -> assertThrows(BrokenResourceException.class, barrier::await));
      Fairlead.awaitAllTasksBlocked();
      Waits.assertCancelledWhileWaiting(barrier::await);

      String message = other.await().getMessage();

      assertTrue(message.contains("was cancelled while it waited"), message);
    });
    assertTrue(barrier.isBroken());
    assertThrows(BrokenResourceException.class, barrier::await);
  }

  @Test
  void oneThatIsCancelledBeforeItArrivesDoesNotBreakIt() throws Exception {
    Waits.assertCancelledBefore(barrier::await);

    assertFalse(barrier.isBroken());
    assertEquals(0, barrier.statistics().tasksWaiting());
  }

  @Test
  void arrivalAndCancellationAtOnceEitherPassOrBreakAll() throws Exception {
    var pair = new Barrier(2);
    var lastPassed = new boolean[1];
    Waits.race(
        1000,
        pair::await,
        () -> {
          lastPassed[0] = true;
          try {
            assertEquals(1, pair.await());
          } catch (BrokenResourceException e) {
            lastPassed[0] = false;
          }
        },
        succeeded -> {
          assertEquals(succeeded, lastPassed[0]);
          assertEquals(succeeded, !pair.isBroken());
          pair.reset();
        });
  }

  @Test
  void allHearOfOneThatWasCancelledJustBeforeTheLastArrived() {
    for (int i = 0; i < 200; i++) {
      var three = new Barrier(3);
      CancelScope leaving = CancelScope.create();
      TaskGroup.run(group -> {
        var first =
            group.startSoon(() -> assertThrows(BrokenResourceException.class, three::await));
        Fairlead.awaitAllTasksBlocked();
        group.startSoon(() -> leaving.run(three::await));
        Fairlead.awaitAllTasksBlocked();
        leaving.cancel("just before the last one");

        assertThrows(BrokenResourceException.class, three::await);
        first.join();
      });
    }
  }

  @Test
  void abortBreaksItAndResetMakesItNew() {
    TaskGroup.run(group -> {
      group.startSoon(() -> assertThrows(BrokenResourceException.class, barrier::await));
      Fairlead.awaitAllTasksBlocked();
      barrier.abort();
    });
    assertTrue(barrier.isBroken());

    barrier.reset();

    assertFalse(barrier.isBroken());
  }

  @Test
  void resetSendsTheWaitingAway() {
    TaskGroup.run(group -> {
      group.startSoon(() -> assertThrows(BrokenResourceException.class, barrier::await));
      Fairlead.awaitAllTasksBlocked();
      barrier.reset();
    });
    assertFalse(barrier.isBroken());
    assertEquals(0, barrier.statistics().tasksWaiting());
  }

  @Test
  void aBarrierForOneNeverWaits() throws Exception {
    assertEquals(0, new Barrier(1).await());
    assertEquals(3, barrier.parties());
    assertThrows(IllegalArgumentException.class, () -> new Barrier(0));
  }

  @Test
  void waitingNeedsATask() throws Exception {
    Waits.assertNeedsATask(barrier::await);
  }
}
