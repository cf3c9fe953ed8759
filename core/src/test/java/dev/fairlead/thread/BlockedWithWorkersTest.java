package dev.fairlead.thread;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.internal.Engine;
import dev.fairlead.internal.Task;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import java.time.Duration;
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
  private static final int NO_MORE = Integer.MAX_VALUE;
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);

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
    Thread worker = Thread.ofPlatform().start(() -> endEachJob(engine, begun, ended));
    long until = System.nanoTime() + LONG_ENOUGH.toNanos(); // Others may want the processors too.

    for (int i = 1; i <= ENDS && System.nanoTime() < until; i++) {
      engine.outsideJobStarted();
      begun.set(i);
      Fairlead.awaitAllTasksBlocked();
      awaitTurn(ended, i);
    }

    begun.set(NO_MORE);
    worker.join();
  }

  private static void endEachJob(Engine engine, AtomicInteger begun, AtomicInteger ended) {
    for (int i = 1; awaitTurn(begun, i) != NO_MORE; i++) {
      Waits.spin(i % LONGEST_LEAD);
      engine.outsideJobEnded();
      ended.set(i);
    }
  }

  private static int awaitTurn(AtomicInteger turn, int number) {
    int seen = turn.get();
    while (seen < number) {
      Thread.onSpinWait();
      seen = turn.get();
    }
    return seen;
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
