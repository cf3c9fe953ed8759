package dev.fairlead.lowlevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Action;
import dev.fairlead.CancelScope;
import dev.fairlead.NoRuntimeException;
import dev.fairlead.TaskGroup;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.HandOvers;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.thread.ToThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class CheckpointsTest {

  @Test
  void aCheckpointThrowsInACancelledScope() {
    assertTrue(endsACancelledBody(Checkpoints::checkpoint));
  }

  @Test
  void lookingForACancellationThrowsInACancelledScope() {
    assertTrue(endsACancelledBody(Checkpoints::checkpointIfCancelled));
  }

  @Test
  void aShieldedCheckpointNeverThrows() {
    assertFalse(endsACancelledBody(Checkpoints::cancelShieldedCheckpoint));
  }

  private static boolean endsACancelledBody(Action<RuntimeException> body) {
    CancelScope scope = CancelScope.create();
    scope.cancel();
    scope.run(body);
    return scope.cancelledCaught();
  }

  @Test
  void yieldingLetsOthersRun() {
    var trail = new ArrayList<String>();

    TaskGroup.run(group -> {
      var ran = new AtomicBoolean();
      group.startSoon(() -> ran.set(true));
      while (!ran.get()) {
        Checkpoints.yieldNow();
      }
      trail.add("the other ran");
    });

    assertEquals(List.of("the other ran"), trail);
  }

  @Test
  @NeedsRealThreads
  void tasksThatOnlyPassCheckpointsDoNotStarveOneThatAThreadWakes() {
    int hops = 20;
    var done = new AtomicInteger();

    TaskGroup.run(group -> {
      for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
        group.startSoon(() -> {
          while (done.get() < hops) {
            Checkpoints.checkpoint();
          }
        });
      }
      for (int i = 0; i < hops; i++) {
        ToThread.run(done::incrementAndGet);
      }
    });

    assertEquals(hops, done.get());
  }

  @Test
  @NeedsRealThreads
  void tasksThatHandOverToEachOtherWithoutEndKeepOutNoDeadline() {
    CancelScope scope = CancelScope.moveOnAfter(Duration.ofMillis(50));

    scope.run(() ->
        TaskGroup.run(group ->
            HandOvers.startWithoutEnd(group, 2 * Runtime.getRuntime().availableProcessors())));

    assertTrue(scope.cancelledCaught());
  }

  @Test
  @NeedsRealThreads
  void tasksThatRunForLongBesideSomeThatHandOverKeepOutNoDeadline() {
    CancelScope scope = CancelScope.moveOnAfter(Duration.ofMillis(50));

    scope.run(() ->
        TaskGroup.run(group -> {
          HandOvers.startWithoutEnd(group, 8 * Runtime.getRuntime().availableProcessors());
          for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
            group.startSoon(() -> {
              while (true) {
                Checkpoints.yieldAfterLong();
              }
            });
          }
        }));

    assertTrue(scope.cancelledCaught());
  }

  @Test
  @NeedsRealThreads
  void tasksThatYieldToEachOtherKeepOutNobodyWhomAThreadWakes() {
    int hops = 20;
    var done = new AtomicInteger();

    TaskGroup.run(group -> {
      for (int i = 0; i < 32 * Runtime.getRuntime().availableProcessors(); i++) {
        group.startSoon(() -> {
          while (done.get() < hops) {
            Checkpoints.yieldNow();
          }
        });
      }
      for (int i = 0; i < hops; i++) {
        ToThread.run(done::incrementAndGet);
      }
    });

    assertEquals(hops, done.get());
  }

  @Test
  @NeedsRealThreads
  void aTaskThatIsWokenComesBeforeThoseThatHaveRunForLong() {
    int many = 200;
    // The least, since the system may take a processor away at any moment.
    int turns =
        IntStream.range(0, 5).map(_ -> turnsOfOthersBeforeOneThatIsWoken(many)).min().orElseThrow();

    assertTrue(turns < many / 4, "came after " + turns + " turns of others");
  }

  private static int turnsOfOthersBeforeOneThatIsWoken(int others) {
    var turns = new AtomicInteger();
    var woken = new Event();
    var before = new AtomicInteger();
    var over = new AtomicBoolean();

    TaskGroup.run(group -> {
      for (int i = 0; i < others; i++) {
        group.startSoon(() -> {
          while (!over.get()) {
            computeForLong();
            if (turns.incrementAndGet() == 10 * others) {
              woken.set();
            }
            Checkpoints.yieldAfterLong();
          }
        });
      }
      woken.await();
      before.set(turns.get() - 10 * others);
      over.set(true);
    });
    return before.get();
  }

  private static void computeForLong() {
    for (long end = System.nanoTime() + 20_000; System.nanoTime() < end; ) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aTaskThatOnlyPassesCheckpointsDoesNotStarveTheOthers() {
    var ran = new AtomicBoolean();

    TaskGroup.run(group -> {
      group.startSoon(() -> ran.set(true));
      while (!ran.get()) {
        Checkpoints.checkpoint();
      }
    });

    assertTrue(ran.get());
  }

  @Test
  void aCheckpointNeedsATask() throws Exception {
    var thrown = new ArrayList<Throwable>();
    Thread plain =
        Thread.ofPlatform()
            .start(
                () -> thrown.add(assertThrows(NoRuntimeException.class, Checkpoints::checkpoint)));

    plain.join();

    assertEquals(1, thrown.size());
  }
}
