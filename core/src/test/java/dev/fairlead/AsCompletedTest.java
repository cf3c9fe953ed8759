package dev.fairlead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import dev.fairlead.thread.ToThread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class AsCompletedTest {

  private final Bodies bodies = new Bodies();

  @Test
  void handlesComeInTheOrderInWhichTheTasksEnd() {
    var trail = new ArrayList<Integer>();
    var first = new Event();

    TaskGroup.run(group -> {
      try (var done =
          Tasks.asCompleted(
              group,
              List.<Body<Integer, ?>>of(
                  () -> {
                    first.await();
                    return 1;
                  },
                  () -> 2))) {
        for (TaskHandle<Integer> task : done) {
          assertTrue(task.status().isEnd());
          trail.add(task.result());
          first.set();
        }
      }
    });

    assertEquals(List.of(2, 1), trail);
  }

  @Test
  void aFailureComesAsAHandleAndLeavesTheOthersAlone() {
    var failures = new ArrayList<Throwable>();

    TaskGroup.run(group -> {
      try (var done = Tasks.asCompleted(group, List.<Body<Integer, ?>>of(bodies::fail, () -> 2))) {
        for (TaskHandle<Integer> task : done) {
          task.failure().ifPresent(failures::add);
        }
      }
    });

    assertEquals(List.of(bodies.failure), failures);
  }

  @Test
  void aFailureNobodyLookedAtIsThrownByTheGroup() {
    var group =
        assertThrows(
            ExceptionGroup.class,
            () ->
                TaskGroup.run(g -> {
                  try (var done = Tasks.asCompleted(g, List.<Body<Integer, ?>>of(bodies::fail))) {
                    done.receive();
                  }
                }));

    assertSame(bodies.failure, group.single().orElseThrow());
  }

  @Test
  void closingTheStreamCancelsWhatIsNotDone() {
    TaskGroup.run(group -> {
      try (var done =
          Tasks.asCompleted(group, List.<Body<Integer, ?>>of(Bodies::waitForEver, () -> 2))) {
        assertEquals(2, done.receive().result());
      }
    });
  }

  @Test
  void ofNothingItEndsAtOnce() {
    TaskGroup.run(group -> {
      try (var done = Tasks.asCompleted(group, List.<Body<Integer, ?>>of())) {
        assertThrows(EndOfStreamException.class, done::receive);
      }
    });
  }

  @Test
  void waitingForTheNextOneCanBeCancelled() {
    TaskGroup.run(group -> {
      try (var done = Tasks.asCompleted(group, List.<Body<Integer, ?>>of(Bodies::waitForEver))) {
        Waits.assertCancelledBefore(done::receive);
        Waits.assertCancelledWhileWaiting(done::receive);
      }
    });
  }

  @Test
  @NeedsRealThreads
  void outsideOfATaskNothingIsStarted() {
    var started = new AtomicBoolean();
    TaskGroup.run(group -> {
      ToThread.run(() ->
          assertThrows(
              NoRuntimeException.class,
              () -> Tasks.asCompleted(group, () -> started.getAndSet(true))));
      assertEquals(0, group.activeCount());
    });
    assertFalse(started.get());
  }
}
