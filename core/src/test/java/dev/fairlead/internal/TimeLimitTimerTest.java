package dev.fairlead.internal;

import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.CancelScope;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** When a time limit moves the timer of its task. */
@ForEveryBackend
class TimeLimitTimerTest {

  private static final Duration LONG = ofHours(1);

  @Test
  void aBodyWithOneCheckpointMovesNoTimer() {
    assertEquals(false, isArmedAfter(Checkpoints::checkpoint));
  }

  @Test
  void aBodyWithMoreOfThemDoes() {
    assertEquals(
        true,
        isArmedAfter(() -> {
          Checkpoints.checkpoint();
          Checkpoints.checkpoint();
        }));
  }

  /** In a task that has not armed its timer before. */
  private static boolean isArmedAfter(Runnable body) {
    var armed = new AtomicReference<Boolean>();
    TaskGroup.run(group ->
        group.startSoon(() -> {
          CancelScope.moveOnAfter(LONG).run(body::run);
          Task<?> task = Task.current();
          armed.set(task.isArmedFor(task.engine().nanoTime() + LONG.toNanos()));
        }));
    return armed.get();
  }
}
