package dev.fairlead.lowlevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Deadline;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class WaitQueueTest {

  private static final WaitReason REASON = () -> "a test";

  private final WaitQueue queue = new WaitQueue();

  private void startWaiters(TaskGroup group, int count, List<Integer> woken) {
    for (int i = 0; i < count; i++) {
      int number = i;
      group.startSoon(() -> {
        queue.await(REASON);
        woken.add(number);
      });
      Fairlead.awaitAllTasksBlocked();
    }
  }

  @Test
  void tasksAreWokenInTheOrderInWhichTheyCame() {
    var woken = new ArrayList<Integer>();
    TaskGroup.run(group -> {
      startWaiters(group, 4, woken);
      assertEquals(4, queue.size());

      assertTrue(queue.wakeOne());
      Fairlead.awaitAllTasksBlocked();
      assertEquals(List.of(0), woken);
      assertEquals(1, queue.wake(1));
      Fairlead.awaitAllTasksBlocked();
      assertEquals(List.of(0, 1), woken);
      assertEquals(2, queue.wakeAll());
    });
    assertEquals(0, queue.size());
    assertFalse(queue.wakeOne());
  }

  @Test
  void aWakeUpGoesPastACancelledTask() {
    CancelScope scope = CancelScope.create();
    var woken = new ArrayList<Integer>();
    TaskGroup.run(group -> {
      group.startSoon(() -> scope.run(() -> queue.await(REASON)));
      Fairlead.awaitAllTasksBlocked();
      startWaiters(group, 1, woken);

      scope.cancel();

      assertTrue(queue.wakeOne());
    });
    assertEquals(List.of(0), woken);
  }

  @Test
  void aWaitCanBeLimited() {
    assertFalse(queue.tryAwait(REASON, Deadline.after(Duration.ofMillis(5))));
    assertEquals(0, queue.size());
  }

  @Test
  void aWaitWithAConditionMissesNoWakeUp() {
    for (int i = 0; i < 300; i++) {
      var needed = new AtomicBoolean(true);
      TaskGroup.run(group -> {
        group.startSoon(() -> queue.awaitWhile(needed::get, REASON));
        Checkpoints.yieldNow();
        needed.set(false);
        queue.wakeOne();
      });
    }
    assertEquals(0, queue.size());
  }

  @Test
  void wakeUpAndCancellationAtOnceAreDecidedOnce() throws Exception {
    var woke = new boolean[1];
    Waits.race(
        1000,
        () -> queue.await(REASON),
        () -> woke[0] = queue.wakeOne(),
        succeeded -> assertEquals(succeeded, woke[0]));
    assertEquals(0, queue.size());
  }

  @Test
  void aCancelledWaitLeavesNothingBehind() throws Exception {
    Waits.assertCancelledBefore(() -> queue.await(REASON));
    Waits.assertCancelledBefore(() -> queue.awaitWhile(() -> false, REASON));
    Waits.assertCancelledWhileWaiting(() -> queue.await(REASON));
    Waits.assertCancelledWhileWaiting(() -> queue.awaitWhile(() -> true, REASON));

    assertEquals(List.of(), queue.waiting());
  }

  @Test
  void tasksCanBeMovedToAnotherQueueWithoutBeingWoken() {
    var other = new WaitQueue();
    var woken = new ArrayList<Integer>();
    TaskGroup.run(group -> {
      startWaiters(group, 3, woken);

      assertEquals(2, queue.moveTo(other, 2));

      assertEquals(1, queue.size());
      assertEquals(2, other.size());
      Fairlead.awaitAllTasksBlocked();
      assertEquals(List.of(), woken);
      assertTrue(other.wakeOne());
      Fairlead.awaitAllTasksBlocked();
      assertTrue(queue.wakeOne());
      Fairlead.awaitAllTasksBlocked();
      assertEquals(List.of(0, 2), woken);
      other.wakeAll();
    });
    assertEquals(List.of(0, 2, 1), woken);
  }

  @Test
  void whoeverIsMovedStandsBehindThoseWhoAreThere() {
    var other = new WaitQueue();
    var woken = new ArrayList<String>();
    TaskGroup.run(group -> {
      group.startSoon(() -> awaitAndTell(queue, "moved", woken));
      Fairlead.awaitAllTasksBlocked();
      group.startSoon(() -> awaitAndTell(other, "there", woken));
      Fairlead.awaitAllTasksBlocked();

      assertEquals(1, queue.moveTo(other, Integer.MAX_VALUE));

      assertTrue(other.wakeOne());
      Fairlead.awaitAllTasksBlocked();
      assertTrue(other.wakeOne());
    });
    assertEquals(List.of("there", "moved"), woken);
  }

  private static void awaitAndTell(WaitQueue in, String name, List<String> woken) {
    in.await(REASON);
    woken.add(name);
  }

  @Test
  void aTaskThatWasMovedCanBeCancelled() {
    var other = new WaitQueue();
    CancelScope scope = CancelScope.create();
    TaskGroup.run(group -> {
      group.startSoon(() -> scope.run(() -> queue.await(REASON)));
      Fairlead.awaitAllTasksBlocked();
      queue.moveTo(other, 1);
      scope.cancel();
    });
    assertTrue(scope.cancelledCaught());
    assertEquals(0, other.size());
    assertFalse(other.wakeOne());
  }

  @Test
  void movingBackAndForthLosesNoTaskAndNoCancellation() throws Exception {
    var other = new WaitQueue();
    for (int i = 0; i < 200; i++) {
      CancelScope scope = CancelScope.create();
      TaskGroup.run(group -> {
        var first = group.startSoon(() -> scope.run(() -> queue.await(REASON)));
        var second = group.startSoon(() -> queue.await(REASON));
        Fairlead.awaitAllTasksBlocked();
        group.startSoon(() -> queue.moveTo(other, 2));
        group.startSoon(() -> other.moveTo(queue, 2));
        group.startSoon(() -> scope.cancel());
        while (!(first.status().isEnd() && second.status().isEnd())) {
          queue.wakeAll();
          other.wakeAll();
          Checkpoints.yieldNow();
        }
      });
    }
    assertEquals(0, queue.size() + other.size());
  }

  @Test
  void aQueueIsNotMovedToItself() {
    assertThrows(IllegalArgumentException.class, () -> queue.moveTo(queue, 1));
  }

  @Test
  void waitingNeedsATask() throws Exception {
    Waits.assertNeedsATask(() -> queue.await(REASON));
  }
}
