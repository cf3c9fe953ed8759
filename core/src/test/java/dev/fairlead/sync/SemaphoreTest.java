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
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class SemaphoreTest {

  private final Semaphore semaphore = new Semaphore(2);

  @Test
  void permitsAreTakenAndGivenBack() {
    semaphore.acquire();
    assertEquals(1, semaphore.availablePermits());
    assertTrue(semaphore.tryAcquire());
    assertFalse(semaphore.tryAcquire());

    semaphore.release();
    semaphore.release();

    assertEquals(2, semaphore.availablePermits());
  }

  @Test
  void aReleaseTooManyIsAnError() {
    var thrown = assertThrows(IllegalStateException.class, semaphore::release);

    assertTrue(thrown.getMessage().contains("once too often"), thrown::getMessage);
    assertEquals(2, semaphore.availablePermits());
  }

  @Test
  void aSemaphoreCanCountUpToItsMaximum() {
    var counting = new Semaphore(0, 3);

    counting.release();
    counting.release();
    counting.release();

    assertThrows(IllegalStateException.class, counting::release);
    assertEquals(3, counting.availablePermits());
    assertEquals(3, counting.maxPermits());
  }

  @Test
  void impossibleNumbersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Semaphore(-1));
    assertThrows(IllegalArgumentException.class, () -> new Semaphore(0));
    assertThrows(IllegalArgumentException.class, () -> new Semaphore(3, 2));
  }

  @Test
  void aPermitIsGivenBackOnce() {
    Permit permit = semaphore.hold();
    semaphore.acquire();

    permit.close();
    permit.close();

    assertEquals(1, semaphore.availablePermits());
    semaphore.release();
  }

  @Test
  void permitsGoToTasksInTheOrderInWhichTheyCame() {
    var order = new ArrayList<Integer>();
    var one = new Semaphore(1);

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
  void releaseGivesThePermitToTheFirstWaiterAtOnce() {
    var one = new Semaphore(1);

    TaskGroup.run(group -> {
      one.acquire();
      var leave = new Event();
      group.startSoon(() -> one.run(leave::await));
      Fairlead.awaitAllTasksBlocked();

      one.release();

      assertEquals(0, one.availablePermits());
      assertFalse(one.tryAcquire());
      leave.set();
    });
    assertEquals(1, one.availablePermits());
  }

  @Test
  @NeedsRealThreads
  void anotherTaskOrThreadMayRelease() {
    var none = new Semaphore(0, 1);

    TaskGroup.run(group -> {
      group.startSoon(none::acquire);
      Fairlead.awaitAllTasksBlocked();
      Thread.ofPlatform().start(none::release);
    });

    assertEquals(0, none.availablePermits());
  }

  @Test
  void aLimitedAcquireTriesBeforeItLooksAtTheTime() {
    assertTrue(semaphore.tryAcquire(Duration.ZERO));
    assertTrue(semaphore.tryAcquire(Duration.ofMillis(5)));
    assertFalse(semaphore.tryAcquire(Duration.ZERO));
    assertFalse(semaphore.tryAcquire(Duration.ofMillis(5)));

    semaphore.release();
    assertEquals(1, semaphore.availablePermits());
  }

  @Test
  void aCancelledAcquireTakesNothing() throws Exception {
    Waits.assertCancelledBefore(semaphore::acquire);
    assertEquals(2, semaphore.availablePermits());

    var none = new Semaphore(0, 1);
    Waits.assertCancelledWhileWaiting(none::acquire);

    assertEquals(0, none.statistics().tasksWaiting());
    none.release();
    assertEquals(1, none.availablePermits());
  }

  @Test
  void nothingIsLostWhenReleaseAndCancellationMeet() throws Exception {
    var one = new Semaphore(0, 1);
    Waits.race(
        1500,
        one::acquire,
        one::release,
        succeeded -> {
          assertEquals(succeeded ? 0 : 1, one.availablePermits());
          one.tryAcquire();
        });
  }

  @Test
  void waitingNeedsATask() throws Exception {
    Waits.assertNeedsATask(semaphore::acquire);
  }

  @Test
  void statisticsNameWhoWaits() {
    var one = new Semaphore(1);
    TaskGroup.run(group -> {
      one.acquire();
      group.startSoon(o -> o.withName("second"), () -> one.run(() -> {}));
      Fairlead.awaitAllTasksBlocked();

      SemaphoreStatistics statistics = one.statistics();

      assertEquals(0, statistics.availablePermits());
      assertEquals(1, statistics.maxPermits());
      assertEquals("second", statistics.waiting().getFirst().task().name());
      one.release();
    });
    assertEquals(1, one.statistics().peakWaiting());
    assertEquals(0, one.statistics().tasksWaiting());
  }

  @Test
  void theNumberOfPermitsIsConstantWhateverIsCancelled() {
    var inside = new AtomicInteger();

    TaskGroup.run(group -> {
      for (int i = 0; i < 8; i++) {
        var random = new Random(i);
        group.startSoon(() -> {
          for (int round = 0; round < 300; round++) {
            CancelScope.moveOnAfter(Duration.ofNanos(random.nextInt(40_000)))
                .run(() ->
                    semaphore.run(() -> {
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

    assertEquals(2, semaphore.availablePermits());
    assertEquals(0, semaphore.statistics().tasksWaiting());
  }
}
