package dev.fairlead.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenLockException;
import dev.fairlead.Fairlead;
import dev.fairlead.NoRuntimeException;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class LockTest {

  private final Lock lock = new Lock();

  @Test
  void isFreeAtFirstAndAfterRelease() {
    assertFalse(lock.isLocked());

    lock.acquire();
    assertTrue(lock.isLocked());
    assertTrue(lock.isHeldByCurrentTask());
    lock.release();

    assertFalse(lock.isLocked());
    assertFalse(lock.isHeldByCurrentTask());
  }

  @Test
  void runReleasesWhateverTheBodyThrows() {
    assertThrows(
        IOException.class,
        () ->
            lock.run(() -> {
              assertTrue(lock.isHeldByCurrentTask());
              throw new IOException("body");
            }));

    assertFalse(lock.isLocked());
    assertEquals(42, lock.call(() -> 42));
  }

  @Test
  void aPermitReleasesOnce() {
    Permit permit = lock.hold();
    assertTrue(lock.isLocked());

    permit.close();
    permit.close();

    assertFalse(lock.isLocked());
  }

  @Test
  void tasksEnterInTheOrderInWhichTheyCame() {
    var order = new ArrayList<Integer>();

    TaskGroup.run(group -> {
      lock.acquire();
      for (int i = 0; i < 5; i++) {
        int number = i;
        group.startSoon(() -> lock.run(() -> order.add(number)));
        Fairlead.awaitAllTasksBlocked();
      }
      lock.release();
    });

    assertEquals(List.of(0, 1, 2, 3, 4), order);
  }

  @Test
  void releaseHandsTheLockToTheFirstWaiterAtOnce() {
    TaskGroup.run(group -> {
      var leave = new Event();
      lock.acquire();
      var waiting = group.startSoon(() -> lock.run(leave::await));
      Fairlead.awaitAllTasksBlocked();

      lock.release();

      assertEquals(Optional.of(waiting.info()), lock.owner());
      assertFalse(lock.isHeldByCurrentTask());
      leave.set();
    });
    assertFalse(lock.isLocked());
  }

  @Test
  void nobodyCanStealALockThatIsHandedOver() {
    TaskGroup.run(group -> {
      lock.acquire();
      var inside = new Event();
      var leave = new Event();
      group.startSoon(() ->
          lock.run(() -> {
            inside.set();
            leave.await();
          }));
      Fairlead.awaitAllTasksBlocked();

      lock.release();
      boolean stolen = lock.tryAcquire();

      assertFalse(stolen);
      inside.await();
      leave.set();
    });
  }

  @Test
  void tryAcquireTakesAFreeLockAndNeverWaits() {
    assertTrue(lock.tryAcquire());

    TaskGroup.run(group -> group.startSoon(() -> assertFalse(lock.tryAcquire())));

    lock.release();
  }

  @Test
  void aLimitedAcquireTriesBeforeItLooksAtTheTime() {
    assertTrue(lock.tryAcquire(Duration.ZERO));
    TaskGroup.run(group ->
        group.startSoon(() -> {
          assertFalse(lock.tryAcquire(Duration.ZERO));
          assertFalse(lock.tryAcquire(Duration.ofMillis(5)));
        }));

    lock.release();

    assertFalse(lock.isLocked());
    assertTrue(lock.tryAcquire(Duration.ofMillis(5)));
    lock.release();
  }

  @Test
  void theOwnerCannotAcquireAgain() {
    lock.acquire();

    var thrown = assertThrows(IllegalStateException.class, lock::acquire);
    assertThrows(IllegalStateException.class, lock::tryAcquire);

    assertTrue(thrown.getMessage().contains("not reentrant"), thrown::getMessage);
    lock.release();
  }

  @Test
  void onlyTheOwnerCanRelease() {
    assertThrows(IllegalStateException.class, lock::release);

    lock.acquire();
    TaskGroup.run(group ->
        group.startSoon(() -> {
          var thrown = assertThrows(IllegalStateException.class, lock::release);
          assertTrue(thrown.getMessage().contains("owned by task"), thrown::getMessage);
        }));
    lock.release();
  }

  @Test
  void whoeverIsLetInOwnsItAtOnce() {
    int tasks = 8;
    int turns = 40_000;
    var count = new int[1];

    // A task that has queued up but not parked yet runs on while the release still goes on.
    TaskGroup.run(group -> {
      for (int i = 0; i < tasks; i++) {
        group.startSoon(() -> {
          for (int turn = 0; turn < turns; turn++) {
            lock.run(() -> count[0]++);
          }
        });
      }
    });

    assertEquals(tasks * turns, count[0]);
    assertFalse(lock.isLocked());
  }

  @Test
  void acquiringNeedsATask() throws Exception {
    Waits.assertNeedsATask(lock::acquire);
    Waits.assertNeedsATask(lock::tryAcquire);
  }

  @Test
  void aTaskThatEndsAsOwnerBreaksTheLock() {
    TaskGroup.run(group -> {
      var taken = new Event();
      var end = new Event();
      group.startSoon(
          o -> o.withName("careless"),
          () -> {
            lock.acquire();
            taken.set();
            end.await();
          });
      taken.await();
      var waiting = group.startSoon(() -> assertThrows(BrokenLockException.class, lock::acquire));
      Fairlead.awaitAllTasksBlocked();

      end.set();

      assertEquals("careless", waiting.await().owner().name());
      assertThrows(BrokenLockException.class, lock::tryAcquire);
      assertThrows(BrokenLockException.class, () -> lock.tryAcquire(Duration.ofDays(1)));
      assertTrue(lock.toString().contains("careless"), lock::toString);
    });
  }

  @Test
  void statisticsNameTheOwnerAndWhoWaits() {
    TaskGroup.run(group -> {
      lock.acquire();
      group.startSoon(o -> o.withName("second"), () -> lock.run(() -> {}));
      Fairlead.awaitAllTasksBlocked();

      LockStatistics statistics = lock.statistics();

      assertTrue(statistics.locked());
      assertEquals(Optional.of(Fairlead.currentTask()), statistics.owner());
      assertEquals("second", statistics.waiting().getFirst().task().name());
      assertFalse(statistics.heldFor().isNegative());
      assertEquals(1, statistics.peakWaiting());
      lock.release();
    });
    assertEquals(Optional.empty(), lock.statistics().owner());
  }

  @Test
  void theNextOwnerHoldsTheLockSinceItWentOnAndNotSinceItAsked() {
    Duration before = Duration.ofMillis(20);
    var leave = new Event();
    TaskGroup.run(group -> {
      lock.acquire();
      group.startSoon(() -> lock.run(leave::await));
      Fairlead.awaitAllTasksBlocked();
      group.startSoon(() -> lock.run(() -> {}));
      Fairlead.awaitAllTasksBlocked();
      Fairlead.sleep(before);
      lock.release();
      Fairlead.awaitAllTasksBlocked();
      Fairlead.sleep(Duration.ofMillis(1));

      LockStatistics statistics = lock.statistics();

      Duration waited = statistics.waiting().getFirst().waited();
      assertTrue(statistics.heldFor().isPositive());
      assertTrue(statistics.heldFor().plus(before).compareTo(waited) <= 0, statistics::toString);
      leave.set();
    });
  }

  @Test
  void nobodyHasWaitedForTheOwnerWhenNobodyWaits() {
    var leave = new Event();
    TaskGroup.run(group -> {
      lock.acquire();
      var next = group.startSoon(() -> lock.run(leave::await));
      Fairlead.awaitAllTasksBlocked();
      lock.release();
      Fairlead.awaitAllTasksBlocked();

      assertEquals(Optional.of(next.info()), lock.statistics().owner());
      assertEquals(Duration.ZERO, lock.statistics().heldFor());
      leave.set();
    });
    lock.run(() -> assertTrue(lock.isHeldByCurrentTask()));
    assertFalse(lock.isLocked());
  }

  @Test
  void aPermitThatAnotherTaskTriesToCloseIsStillTheOwners() {
    TaskGroup.run(group -> {
      try (Permit permit = lock.hold()) {
        group.startSoon(() -> assertThrows(IllegalStateException.class, permit::close)).await();
        assertTrue(lock.isHeldByCurrentTask());
      }
    });

    assertFalse(lock.isLocked());
  }

  @Test
  @NeedsRealThreads
  void aThreadThatRunsNoTaskOwnsNoBrokenLock() {
    var reentrant = new ReentrantLock();
    TaskGroup.run(group -> {
      group.startSoon(lock::acquire);
      group.startSoon(reentrant::acquire);
    });

    assertFalse(ToThread.call(lock::isHeldByCurrentTask));
    assertEquals(0, ToThread.call(reentrant::holdCount));
    assertThrows(NoRuntimeException.class, () -> ToThread.run(reentrant::release));
  }
}
