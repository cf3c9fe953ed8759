package dev.fairlead.internal.loop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Backends;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.Readiness;
import dev.fairlead.testsupport.GuardedRun;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A task that never waits holds up what happens outside of it for a few of its turns only. */
class CarrierFairnessTest {

  private static final int TURN = 256; // as many checkpoints as a task may pass
  private static final Duration SHORT = Duration.ofMillis(2);

  private static int checkpointsUntil(AtomicBoolean done) {
    int count = 0;
    while (!done.get()) {
      Checkpoints.checkpoint();
      count++;
    }
    return count;
  }

  @Test
  void whatIsDueDoesNotWaitForIt() throws Throwable {
    new GuardedRun(Backends.carrier(), "due", 15)
        .run(() ->
            TaskGroup.run(group -> {
              var done = new AtomicBoolean();
              group.startSoon(() -> {
                Fairlead.sleep(SHORT);
                done.set(true);
              });
              Checkpoints.yieldNow();
              passTime(SHORT.multipliedBy(2));
              int count = checkpointsUntil(done);

              assertTrue(count <= 4 * TURN, "held up for " + count + " checkpoints");
            }));
  }

  /** Without letting anybody else run. */
  private static void passTime(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whatIsReadyDoesNotWaitForIt() throws Throwable {
    new GuardedRun(Backends.carrier(), "ready", 15)
        .run(() -> {
          Pipe pipe = Pipe.open();
          try (var source = pipe.source();
              var sink = pipe.sink()) {
            source.configureBlocking(false);
            TaskGroup.run(group -> {
              var done = new AtomicBoolean();
              group.startSoon(() -> {
                Readiness.awaitReadable(source);
                Readiness.notifyClosing(source);
                done.set(true);
              });
              Fairlead.awaitAllTasksBlocked();
              sink.write(ByteBuffer.allocate(1));
              int count = checkpointsUntil(done);

              assertTrue(count <= 4 * TURN, "held up for " + count + " checkpoints");
            });
          }
        });
  }
}
