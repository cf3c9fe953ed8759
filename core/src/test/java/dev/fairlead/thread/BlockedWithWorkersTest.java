package dev.fairlead.thread;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.internal.Engine;
import dev.fairlead.internal.Task;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@ForEveryBackend
@NeedsRealThreads
class BlockedWithWorkersTest {

  private static final int TRIALS = 2_000;
  private static final int LONGEST_PAUSE = 10_000;
  private static final int ON_THE_WORKER = 2_000;
  private static final int ENDS = 20_000;
  private static final int LONGEST_LEAD = 100;

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

  /** Whoever begins to look, and whoever ends the last job: one of the two sees the other. */
  @Test
  void aJobThatEndsAtTheMomentOfTheFirstLookIsNotWaitedFor() throws InterruptedException {
    Engine engine = Task.current().engine();
    var begun = new AtomicInteger();
    var ended = new AtomicInteger();
    Thread worker =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 1; i <= ENDS; i++) {
                awaitTurn(begun, i);
                Waits.spin(i % LONGEST_LEAD);
                engine.outsideJobEnded();
                ended.set(i);
              }
            });

    for (int i = 1; i <= ENDS; i++) {
      engine.outsideJobStarted();
      begun.set(i);
      Fairlead.awaitAllTasksBlocked();
      awaitTurn(ended, i);
    }

    worker.join();
  }

  private static void awaitTurn(AtomicInteger turn, int number) {
    while (turn.get() < number) {
      Thread.onSpinWait();
    }
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
