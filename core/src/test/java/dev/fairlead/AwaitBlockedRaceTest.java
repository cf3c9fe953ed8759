package dev.fairlead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class AwaitBlockedRaceTest {

  private static final long SEED = 0x5eedL;

  @Test
  void oneMayComeToWaitAtTheMomentAtWhichTheLastOneLeaves() {
    TaskGroup.run(group -> {
      for (int i = 0; i < 2; i++) {
        group.startSoon(() -> {
          for (int round = 0; round < 30_000; round++) {
            Fairlead.awaitAllTasksBlocked();
          }
        });
      }
    });
  }

  @Test
  void oneThatHasNotBeenCountedAsEndedIsNotBlocked() {
    var random = new SplittableRandom(SEED);
    TaskGroup.run(group -> {
      for (int round = 0; round < 5_000; round++) {
        var goOn = new Event();
        group.startSoon(goOn::await);
        Fairlead.awaitAllTasksBlocked();
        goOn.set();
        for (int i = random.nextInt(400); i > 0; i--) {
          Thread.onSpinWait();
        }
        Fairlead.awaitAllTasksBlocked();
        assertEquals(0, group.activeCount());
      }
    });
  }

  @Test
  void whoIsAboutToBeWokenByTheEndOfAnotherIsNotBlocked() {
    for (int i = 0; i < 20; i++) {
      var goOn = new Event();
      var done = new AtomicBoolean();
      TaskGroup.run(group -> {
        group.startSoon(() -> {
          TaskGroup.run(inner -> inner.startSoon(goOn::await));
          done.set(true);
        });
        Fairlead.awaitAllTasksBlocked();
        goOn.set();
        Fairlead.awaitAllTasksBlocked();
        assertTrue(done.get());
      });
    }
  }
}
