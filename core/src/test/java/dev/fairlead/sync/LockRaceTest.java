package dev.fairlead.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Tasks take a lock and give it back without a pause, so that one asks for it at the very moment
 * another one lets go of it and takes it again.
 */
@ForEveryBackend
@Tag("slow")
class LockRaceTest {

  private static final int RIVALS = 8;
  private static final int TIMES = 50_000;

  private final Lock lock = new Lock();
  private int count; // guarded by the lock

  @Test
  void anOwnerThatTakesTheLockAgainIsStillItsOwnerHoweverOthersAsk() {
    TaskGroup.run(group -> {
      for (int i = 0; i < RIVALS; i++) {
        group.startSoon(this::takeAndGiveBack);
      }
    });

    assertEquals(RIVALS * TIMES, count);
    assertFalse(lock.isLocked());
  }

  private void takeAndGiveBack() {
    for (int i = 0; i < TIMES; i++) {
      lock.acquire();
      assertTrue(lock.isHeldByCurrentTask());
      count++;
      lock.release();
    }
  }
}
