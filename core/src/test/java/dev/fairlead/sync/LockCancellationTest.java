package dev.fairlead.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.junit.jupiter.api.Test;

@ForEveryBackend
class LockCancellationTest {

  private final Lock lock = new Lock();

  @Test
  void aCancelledAcquireLeavesTheLockAlone() throws Exception {
    Waits.assertCancelledBefore(lock::acquire);
    assertFalse(lock.isLocked());

    lock.acquire();
    Waits.assertCancelledWhileWaiting(lock::acquire);

    assertEquals(0, lock.statistics().tasksWaiting());
    assertTrue(lock.isHeldByCurrentTask());
    lock.release();
    assertFalse(lock.isLocked());
  }

  @Test
  void aWaiterThatWasGivenTheLockOwnsItThoughItIsCancelledAfterwards() {
    CancelScope scope = CancelScope.create();
    var trail = new ArrayList<String>();

    TaskGroup.run(group -> {
      lock.acquire();
      group.startSoon(() ->
          scope.run(() -> {
            lock.acquire();
            trail.add("owner " + lock.isHeldByCurrentTask());
            try {
              Fairlead.sleepForever();
            } finally {
              lock.release();
            }
          }));
      Fairlead.awaitAllTasksBlocked();
      lock.release();
      scope.cancel();
    });

    assertEquals(List.of("owner true"), trail);
    assertTrue(scope.cancelledCaught());
    assertFalse(lock.isLocked());
  }

  @Test
  void nothingIsLostWhenReleaseAndCancellationMeet() throws Exception {
    lock.acquire();
    Waits.race(
        1500,
        () -> lock.run(() -> {}),
        lock::release,
        succeeded -> {
          assertFalse(lock.isLocked());
          lock.acquire();
        });
    lock.release();
  }

  @Test
  void aLockIsReleasedByCancellationOfItsBody() {
    CancelScope scope = CancelScope.create();

    TaskGroup.run(group -> {
      group.startSoon(() -> scope.run(() -> lock.run(Fairlead::sleepForever)));
      Fairlead.awaitAllTasksBlocked();
      scope.cancel();
      lock.run(() -> {});
    });

    assertFalse(lock.isLocked());
  }

  @Test
  void oneTaskIsInsideAtATimeWhateverIsCancelled() {
    int[] inside = new int[1];
    int[] counted = new int[1];
    int[] entered = new int[1];

    TaskGroup.run(group -> {
      for (int i = 0; i < 8; i++) {
        var random = new Random(i);
        group.startSoon(() -> {
          for (int round = 0; round < 300; round++) {
            CancelScope scope = CancelScope.moveOnAfter(Duration.ofNanos(random.nextInt(40_000)));
            scope.run(() ->
                lock.run(() -> {
                  entered[0]++;
                  assertEquals(1, ++inside[0]);
                  try {
                    Waits.spin(random.nextInt(50));
                    if (random.nextInt(4) == 0) {
                      Checkpoints.yieldNow();
                    }
                  } finally {
                    inside[0]--;
                    counted[0]++;
                  }
                }));
          }
        });
      }
    });

    assertFalse(lock.isLocked());
    assertEquals(entered[0], counted[0]);
    assertTrue(entered[0] > 0);
  }
}
