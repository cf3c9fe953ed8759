package dev.fairlead;

import static dev.fairlead.Members.recordEnd;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A task is cancelled with its starter until it is ready, and with its group from then on. */
@ForEveryBackend
class TaskGroupStartCancellationTest {

  private final List<String> trail = new CopyOnWriteArrayList<>();

  @Test
  void onceReadyTheTaskBelongsToTheGroupAlone() {
    TaskGroup.run(group -> {
      CancelScope starter = CancelScope.create();
      starter.run(() -> {
        TaskHandle<?> task =
            group
                .startWithHandle(
                    o -> o,
                    (TaskStatus<String> status) -> {
                      status.started("ready");
                      recordEnd(trail, "task");
                    })
                .handle();
        starter.cancel();
        CancelScope.shielded().run(Fairlead::awaitAllTasksBlocked);
        assertEquals(TaskHandle.Status.PENDING, task.status());
        trail.add("starter cancelled");
      });
      group.cancel();
    });

    assertEquals(List.of("starter cancelled", "task"), trail);
  }

  @Test
  void aTaskThatBecomesReadyInACancelledGroupRunsToItsNextCheckpoint() {
    TaskGroup.run(outer -> {
      var cancelled = new Event();
      TaskGroup.run(inner -> {
        outer.startSoon(
            () -> inner.start((TaskStatus<String> status) -> beReadyAfter(cancelled, status)));
        Fairlead.awaitAllTasksBlocked();
        inner.cancel();
        cancelled.set();
      });
    });

    assertEquals(List.of("ready"), trail);
  }

  private void beReadyAfter(Event event, TaskStatus<String> status) {
    event.await();
    status.started("ready");
    trail.add("ready");
    Checkpoints.checkpoint();
    trail.add("never");
  }

  @Test
  void aCancelledStarterCancelsTheTaskAndWaitsForIt() {
    TaskGroup.run(group -> {
      CancelScope starter = CancelScope.create();
      starter.run(() ->
          group.start((TaskStatus<String> status) -> {
            try {
              starter.cancel();
              Fairlead.sleepForever();
            } finally {
              CancelScope.shielded().run(() -> Fairlead.sleep(ofMillis(10)));
              trail.add("task ended, told " + status.started("too late"));
            }
          }));
      Checkpoints.checkpoint();
      trail.add("group goes on");
    });

    assertEquals(List.of("task ended, told false", "group goes on"), trail);
  }

  @Test
  void cancellingTheGroupDoesNotReachATaskThatAnotherGroupsTaskIsStarting() {
    var cancelled = new Event();
    TaskGroup.run(outer ->
        TaskGroup.run(inner -> {
          TaskHandle<String> starter =
              outer.startSoon(() ->
                  inner.start((TaskStatus<String> status) -> beReadyAfter(cancelled, status)));
          Fairlead.awaitAllTasksBlocked();
          inner.cancel();
          cancelled.set();
          CancelScope.shielded().run(() -> assertEquals("ready", starter.await()));
        }));

    assertEquals(List.of("ready"), trail);
  }

  @Test
  void aStarterThatIsCancelledAfterItsTaskHasEndedForThatIsCancelled() {
    for (int i = 0; i < 500; i++) {
      CancelScope scope = CancelScope.create();
      TaskGroup.run(group ->
          scope.run(() ->
              group.start(_ -> {
                scope.cancel();
                Checkpoints.checkpoint();
              })));
      assertTrue(scope.cancelledCaught());
    }
  }

  @Test
  void aTaskThatIsReadyWhileACancellationEndsItWasCancelled() {
    for (int i = 0; i < 200; i++) {
      TaskGroup.run(group -> {
        CancelScope scope = CancelScope.create();
        group.startSoon(() -> scope.cancel("race"));
        scope.run(() -> group.start(TaskGroupStartCancellationTest::sayReadyAtTheEnd));
      });
    }
  }

  private static void sayReadyAtTheEnd(TaskStatus<String> status) {
    try {
      Fairlead.sleepForever();
    } finally {
      status.started("at last");
    }
  }

  @Test
  void readinessAndCancellationAtOnceLoseNothing() {
    for (int i = 0; i < 2_000; i++) {
      TaskGroup.run(group -> {
        CancelScope scope = CancelScope.create();
        group.startSoon(() -> scope.cancel("race"));
        scope.run(() -> {
          String value = group.start((TaskStatus<String> status) -> status.started("ready"));
          assertEquals("ready", value);
        });
      });
    }
  }

  @Test
  void aStopRequestReachesATaskThatComesIntoTheGroupLater() {
    TaskGroup.run(outer ->
        TaskGroup.run(inner -> {
          var ready = new Event();
          TaskHandle<String> starter =
              outer.startSoon(() ->
                  inner.start((TaskStatus<String> status) ->
                      TaskGroup.run(own -> {
                        own.startSoon(() -> {
                          Fairlead.awaitStopRequested();
                          trail.add("stopped");
                        });
                        ready.await();
                        status.started("ready");
                      })));
          Fairlead.awaitAllTasksBlocked();
          inner.cancelScope().cancelAfter(ofDays(1), "closing time");
          Fairlead.awaitAllTasksBlocked();
          assertEquals(List.of(), trail);
          ready.set();
          assertEquals("ready", starter.await());
        }));

    assertEquals(List.of("stopped"), trail);
  }
}
