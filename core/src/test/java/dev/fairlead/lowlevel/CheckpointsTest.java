package dev.fairlead.lowlevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Action;
import dev.fairlead.CancelScope;
import dev.fairlead.NoRuntimeException;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.thread.ToThread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
