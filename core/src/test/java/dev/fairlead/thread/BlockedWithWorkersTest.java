package dev.fairlead.thread;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

@ForEveryBackend
@NeedsRealThreads
class BlockedWithWorkersTest {

  private static final int TRIALS = 2_000;
  private static final int LONGEST_PAUSE = 10_000;
  private static final int ON_THE_WORKER = 2_000;

  /** So many that a task can hand over to a worker while they are looked at. */
  private static final int SLEEPERS = 2_000;

  @Test
  void aTaskThatHandsOverToAWorkerAtThisMomentIsNotBlocked() {
    TaskGroup.run(group -> {
      for (int i = 0; i < SLEEPERS; i++) {
        group.startSoon(Fairlead::sleepForever);
      }
      for (int i = 0; i < TRIALS; i++) {
        lookWhileATaskHandsOver(i * (LONGEST_PAUSE / TRIALS));
      }
      group.cancel();
    });
  }

  private static void lookWhileATaskHandsOver(int pause) {
    var through = new AtomicBoolean();
    TaskGroup.run(group -> {
      group.startSoon(() -> {
        ToThread.run(() -> Waits.spin(ON_THE_WORKER));
        through.set(true);
        Fairlead.sleepForever();
      });
      Waits.spin(pause);
      Fairlead.awaitAllTasksBlocked();
      assertTrue(through.get(), "it was said to be blocked while a worker had its function");
      group.cancel();
    });
  }
}
