package dev.fairlead.sync;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenLockException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class ReentrantLockTest {

  private final ReentrantLock lock = new ReentrantLock();

  @Test
  void theOwnerMayAcquireItAgainAndReleasesItAsOften() {
    lock.acquire();
    assertTrue(lock.tryAcquire());
    assertTrue(lock.tryAcquire(Duration.ZERO));
    assertEquals(3, lock.holdCount());

    lock.release();
    lock.release();
    assertTrue(lock.isHeldByCurrentTask());
    lock.release();

    assertFalse(lock.isLocked());
    assertEquals(0, lock.holdCount());
  }

  @Test
  void anotherTaskWaitsForTheLastRelease() {
    lock.acquire();
    lock.acquire();
    TaskGroup.run(group -> {
      var waiting = group.startSoon(() -> lock.run(() -> assertEquals(1, lock.holdCount())));
      Fairlead.awaitAllTasksBlocked();
      lock.release();
      Fairlead.awaitAllTasksBlocked();
      assertFalse(waiting.status().isEnd());
      assertEquals(1, lock.statistics().tasksWaiting());
      lock.release();
      waiting.await();
    });
    assertEquals(Optional.empty(), lock.owner());
  }

  @Test
  void anotherTaskNeitherTakesNorReleasesIt() {
    lock.acquire();
    TaskGroup.run(group ->
        group.startSoon(() -> {
          assertFalse(lock.tryAcquire());
          assertFalse(lock.tryAcquire(ofMillis(1)));
          assertEquals(0, lock.holdCount());
          assertThrows(IllegalStateException.class, lock::release);
        }));
    lock.release();
  }

  @Test
  void acquiringIsACheckpointAlsoForTheOwner() throws Exception {
    lock.acquire();
    Waits.assertCancelledBefore(lock::acquire);
    Waits.assertCancelledWhileWaiting(lock::acquire);
    assertEquals(1, lock.holdCount());
    lock.release();
    Waits.assertNeedsATask(lock::acquire);
  }

  @Test
  void nothingIsLostWhenReleaseAndCancellationMeet() throws Exception {
    lock.acquire();
    Waits.race(200, () -> lock.run(() -> {}), lock::release, _ -> lock.acquire());
    lock.release();
  }

  @Test
  void anOwnerThatEndsBreaksIt() {
    TaskGroup.run(group -> {
      var owner = group.startSoon(o -> o.withName("careless"), () -> lock.acquire());
      owner.join();
    });
    var e = assertThrows(BrokenLockException.class, lock::acquire);
    assertTrue(e.getMessage().contains("careless"), e.getMessage());
  }
}
