package dev.fairlead;

import static dev.fairlead.Members.recordEnd;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A task started by {@code start} belongs to its starter until it is ready, then to its group. */
@ForEveryBackend
class TaskGroupStartTest {

  private final List<String> trail = new CopyOnWriteArrayList<>();

  @Test
  void theStarterWaitsForTheTaskToBeReady() {
    TaskGroup.run(group -> {
      int port =
          group.start((TaskStatus<Integer> status) -> {
            Fairlead.sleep(ofMillis(5));
            trail.add("ready");
            status.started(8080);
          });
      trail.add("port " + port);
    });

    assertEquals(List.of("ready", "port 8080"), trail);
  }

  @Test
  void theTaskGoesOnInTheGroup() {
    TaskGroup.run(group -> {
      var goOn = new Event();
      group.start((TaskStatus<String> status) -> {
        status.started("ready");
        goOn.await();
        trail.add("task");
      });
      trail.add("body");
      goOn.set();
    });

    assertEquals(List.of("body", "task"), trail);
  }

  @Test
  void theParentIsTheStarterAndThenTheHostOfTheGroup() {
    long host = Fairlead.currentTask().id();
    var starter = new AtomicLong();
    var parents = new ArrayList<Long>();

    TaskGroup.run(group ->
        group
            .startSoon(() -> {
              starter.set(Fairlead.currentTask().id());
              group.start((TaskStatus<String> status) -> {
                parents.add(Fairlead.currentTask().parentId().orElseThrow());
                status.started("ready");
                parents.add(Fairlead.currentTask().parentId().orElseThrow());
              });
            })
            .join());

    assertEquals(List.of(starter.get(), host), parents);
  }

  @Test
  void aFailureBeforeReadinessIsThrownByStartOnly() {
    IOException failure = new IOException("no port");

    TaskGroup.run(group -> {
      IOException thrown =
          assertThrows(
              IOException.class,
              () ->
                  group.start((TaskStatus<String> status) -> {
                    throw failure;
                  }));
      assertSame(failure, thrown);
      Checkpoints.checkpoint();
      trail.add("group goes on");
    });

    assertEquals(List.of("group goes on"), trail);
  }

  @Test
  void aFailureBeforeReadinessShowsWhereItsTaskWasStarted() {
    TaskGroup.run(group -> {
      IOException thrown = assertThrows(IOException.class, () -> startOneThatFails(group));

      Throwable place = thrown.getSuppressed()[0];
      assertTrue(place.getMessage().contains("was starting task port"), place::getMessage);
      assertTrue(
          Arrays.stream(place.getStackTrace())
              .anyMatch(frame -> frame.getMethodName().equals("startOneThatFails")));
    });
  }

  private static void startOneThatFails(TaskGroup group) throws IOException {
    group.start(
        o -> o.withName("port"),
        (TaskStatus<String> status) -> {
          throw new IOException("no port");
        });
  }

  @Test
  void oneFailureThrownForEverDoesNotGrow() {
    var failure = new IllegalStateException("always this one");
    TaskGroup.run(group -> {
      for (int i = 0; i < 100; i++) {
        assertThrows(
            IllegalStateException.class,
            () ->
                group.start((TaskStatus<String> status) -> {
                  throw failure;
                }));
      }
    });

    assertTrue(failure.getSuppressed().length < 10);
  }

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
        outer.startSoon(() ->
            inner.start((TaskStatus<String> status) -> {
              cancelled.await();
              status.started("ready");
              trail.add("ready");
              Checkpoints.checkpoint();
              trail.add("never");
            }));
        Fairlead.awaitAllTasksBlocked();
        inner.cancel();
        cancelled.set();
      });
    });

    assertEquals(List.of("ready"), trail);
  }

  @Test
  void aFailureAfterReadinessIsTheGroups() {
    ExceptionGroup thrown =
        assertThrows(
            ExceptionGroup.class,
            () ->
                TaskGroup.run(group -> {
                  String value =
                      group.start((TaskStatus<String> status) -> {
                        status.started("ready");
                        throw new IOException("later");
                      });
                  trail.add(value);
                  Fairlead.sleepForever();
                }));

    assertEquals(List.of("ready"), trail);
    assertEquals("later", thrown.exceptions().get(0).getMessage());
  }

  @Test
  void aTaskThatEndsWithoutBeingReadyIsAnError() {
    TaskGroup.run(group -> {
      var thrown =
          assertThrows(
              IllegalStateException.class, () -> group.start((TaskStatus<String> s) -> {}));
      assertTrue(thrown.getMessage().contains("without calling started()"));
    });
  }

  @Test
  void aTaskThatIsInterruptedBeforeItIsReadySaysSo() {
    TaskGroup.run(group -> {
      var thrown =
          assertThrows(
              IllegalStateException.class,
              () ->
                  group.start(_ -> {
                    Thread.currentThread().interrupt();
                    Fairlead.sleepForever();
                  }));

      assertTrue(thrown.getMessage().contains("interrupt"), thrown::getMessage);
    });
  }

  @Test
  void beingReadyTwiceIsAnError() {
    TaskGroup.run(group ->
        group.start((TaskStatus<String> status) -> {
          status.started("once");
          assertThrows(IllegalStateException.class, () -> status.started("twice"));
        }));
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
                  inner.start((TaskStatus<String> status) -> {
                    cancelled.await();
                    status.started("ready");
                    trail.add("ready");
                    Checkpoints.checkpoint();
                    trail.add("never");
                  }));
          Fairlead.awaitAllTasksBlocked();
          inner.cancel();
          cancelled.set();
          CancelScope.shielded().run(() -> assertEquals("ready", starter.await()));
        }));

    assertEquals(List.of("ready"), trail);
  }

  @Test
  void aFunctionMadeForStartRunsWithoutIt() {
    TaskGroup.run(group ->
        group.startSoon(() -> {
          TaskStatus<String> nobody = TaskStatus.ignored();
          nobody.started("unheard");
          trail.add("ran");
        }));

    assertEquals(List.of("ran"), trail);
  }

  @Test
  void theHandleOfAStartedTaskCancelsIt() {
    TaskGroup.run(group -> {
      TaskGroup.Started<String> started =
          group.startWithHandle(
              o -> o.withName("server"),
              (TaskStatus<String> status) -> {
                status.started("ready");
                Fairlead.sleepForever();
              });
      assertEquals("ready", started.value());
      assertEquals("server", started.handle().name());
      started.handle().cancelAndJoin();
      assertEquals(TaskHandle.Status.CANCELLED, started.handle().status());
    });
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
        scope.run(() -> group.start(TaskGroupStartTest::sayReadyAtTheEnd));
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
  void whatCannotBeStartedLeavesNoPlaceInTheGroup() {
    TaskGroup.run(group -> {
      assertThrows(
          UnsupportedOperationException.class,
          () ->
              group.start(
                  _ -> {
                    throw new UnsupportedOperationException("no such option");
                  },
                  (TaskStatus<String> status) -> status.started("never")));
      TaskGroup.StartBody<String, RuntimeException> nothing = null;
      assertThrows(NullPointerException.class, () -> group.start(nothing));

      assertEquals(0, group.activeCount());
    });
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

  @Test
  void aTaskThatIsNotReadyCannotWaitForTheGroupToBeIdle() {
    TaskGroup.run(group ->
        group.start((TaskStatus<String> status) -> {
          var error = assertThrows(IllegalStateException.class, group::awaitIdle);
          assertTrue(error.getMessage().contains("its own end"), error::getMessage);
          status.started("ready");
        }));
  }
}
