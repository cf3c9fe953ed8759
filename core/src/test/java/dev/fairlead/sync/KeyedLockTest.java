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
import java.util.Optional;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class KeyedLockTest {

  private final KeyedLock<String> locks = new KeyedLock<>();

  @Test
  void tasksWithTheSameKeyWaitForEachOther() {
    locks.of("a").acquire();
    TaskGroup.run(group -> {
      var waiting = group.startSoon(() -> locks.of("a").run(() -> {}));
      Fairlead.awaitAllTasksBlocked();
      assertFalse(waiting.status().isEnd());
      locks.of("a").release();
      waiting.await();
    });
    assertEquals(0, locks.size());
  }

  @Test
  void tasksWithDifferentKeysDoNot() {
    locks
        .of("a")
        .run(() ->
            TaskGroup.run(group -> group.startSoon(() -> locks.of("b").run(() -> {})).await()));
    assertEquals(0, locks.size());
  }

  @Test
  void nothingIsKeptOfALockNobodyWants() {
    locks.of("a").run(() -> assertEquals(1, locks.size()));
    assertTrue(locks.of("b").tryAcquire());
    locks.of("b").release();

    assertEquals(0, locks.size());
    assertEquals(Optional.empty(), locks.of("b").owner());
  }

  @Test
  void aFailedAttemptLeavesNothingBehind() {
    locks.of("a").acquire();
    TaskGroup.run(group ->
        group.startSoon(() -> {
          assertFalse(locks.of("a").tryAcquire());
          assertFalse(locks.of("a").tryAcquire(ofMillis(1)));
        }));
    locks.of("a").release();

    assertEquals(0, locks.size());
  }

  @Test
  void theOwnerIsKnown() {
    locks
        .of("a")
        .run(() -> {
          assertTrue(locks.of("a").isHeldByCurrentTask());
          assertEquals(Optional.of(Fairlead.currentTask()), locks.of("a").owner());
          assertFalse(locks.of("b").isHeldByCurrentTask());
        });
  }

  @Test
  void onlyTheOwnerMayRelease() {
    assertThrows(IllegalStateException.class, () -> locks.of("a").release());
    locks.of("a").acquire();
    TaskGroup.run(group ->
        group.startSoon(
            () -> assertThrows(IllegalStateException.class, () -> locks.of("a").release())));
    locks.of("a").release();
    assertEquals(0, locks.size());
  }

  @Test
  void acquiringTwiceIsAnError() {
    locks
        .of("a")
        .run(() -> assertThrows(IllegalStateException.class, () -> locks.of("a").acquire()));
    assertEquals(0, locks.size());
  }

  @Test
  void aWaitCanBeCancelled() throws Exception {
    locks.of("a").acquire();
    Waits.assertCancelledBefore(() -> locks.of("b").acquire());
    Waits.assertCancelledWhileWaiting(() -> locks.of("a").acquire());
    locks.of("a").release();
    Waits.assertNeedsATask(() -> locks.of("a").acquire());
    assertEquals(0, locks.size());
  }

  @Test
  void nothingIsLostWhenReleaseAndCancellationMeet() throws Exception {
    locks.of("a").acquire();
    Waits.race(
        200,
        () -> locks.of("a").run(() -> {}),
        () -> locks.of("a").release(),
        _ -> {
          assertEquals(0, locks.size());
          locks.of("a").acquire();
        });
    locks.of("a").release();
  }

  @Test
  void aLockWhoseOwnerEndedIsBrokenForAllWhoCome() {
    TaskGroup.run(group -> group.startSoon(() -> locks.of("a").acquire()));
    assertThrows(BrokenLockException.class, () -> locks.of("a").acquire());

    locks.of("a").release(); // By one that does not own it, as for a broken lock without a key.

    assertThrows(BrokenLockException.class, () -> locks.of("a").acquire());
    assertThrows(BrokenLockException.class, () -> locks.of("a").tryAcquire());
  }
}
