package dev.fairlead;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class TaskGroupTest {

  @Test
  void theBlockEndsAfterAllTasks() {
    var done = new AtomicInteger();

    TaskGroup.run(group -> {
      for (int i = 0; i < 100; i++) {
        group.startSoon(() -> {
          Fairlead.sleep(ofMillis(1));
          done.incrementAndGet();
        });
      }
    });

    assertEquals(100, done.get());
  }

  @Test
  void aTaskCanStartSiblings() {
    var done = new AtomicInteger();

    TaskGroup.run(group -> startTree(group, 6, done));

    assertEquals(63, done.get());
  }

  private static void startTree(TaskGroup group, int depth, AtomicInteger done) {
    if (depth > 0) {
      group.startSoon(() -> {
        done.incrementAndGet();
        startTree(group, depth - 1, done);
        startTree(group, depth - 1, done);
      });
    }
  }

  @Test
  void callReturnsTheBodysValue() {
    assertEquals("value", TaskGroup.call(group -> "value"));
  }

  @Test
  void aFailingTaskCancelsTheOthersAndTheBody() {
    var trail = new CopyOnWriteArrayList<String>();

    ExceptionGroup thrown =
        assertThrows(
            ExceptionGroup.class,
            () ->
                TaskGroup.run(group -> {
                  group.startSoon(() -> recordEnd(trail, "sibling"));
                  group.startSoon(() -> {
                    Fairlead.awaitAllTasksBlocked();
                    throw new IOException("broken");
                  });
                  recordEnd(trail, "body");
                }));

    assertEquals(List.of("broken"), messages(thrown));
    assertEquals(Set.of("sibling", "body"), Set.copyOf(trail));
  }

  private static void recordEnd(List<String> trail, String who) {
    try {
      Fairlead.sleepForever();
    } finally {
      trail.add(who);
    }
  }

  private static List<String> messages(ExceptionGroup group) {
    return group.exceptions().stream().map(Throwable::getMessage).toList();
  }

  @Test
  void theBodysFailureComesFirst() {
    ExceptionGroup thrown =
        assertThrows(
            ExceptionGroup.class,
            () ->
                TaskGroup.run(group -> {
                  group.startSoon(() -> {
                    try {
                      Fairlead.sleepForever();
                    } finally {
                      throwIllegalState("task");
                    }
                  });
                  Fairlead.awaitAllTasksBlocked();
                  throw new IOException("body");
                }));

    assertEquals(List.of("body", "task"), messages(thrown));
    assertSame(thrown.exceptions().get(0), thrown.getCause());
    assertSame(thrown.exceptions().get(1), thrown.getSuppressed()[0]);
  }

  private static void throwIllegalState(String message) {
    throw new IllegalStateException(message);
  }

  @Test
  void cancelEndsAllTasksSilently() {
    var ended = new AtomicInteger();

    TaskGroup.run(group -> {
      for (int i = 0; i < 10; i++) {
        group.startSoon(() -> {
          try {
            Fairlead.sleepForever();
          } finally {
            ended.incrementAndGet();
          }
        });
      }
      Fairlead.awaitAllTasksBlocked();
      group.cancel("enough");
    });

    assertEquals(10, ended.get());
  }

  @Test
  void aTaskStartedInACancelledGroupRunsToItsFirstCheckpoint() {
    var trail = new CopyOnWriteArrayList<String>();

    TaskGroup.run(group -> {
      group.cancel();
      group.startSoon(() -> {
        trail.add("ran");
        Checkpoints.checkpoint();
        trail.add("never");
      });
    });

    assertEquals(List.of("ran"), trail);
  }

  @Test
  void aCancellationAroundTheGroupReachesItsTasksAndGoesOn() {
    CancelScope around = CancelScope.create();
    var trail = new CopyOnWriteArrayList<String>();

    around.run(() -> {
      TaskGroup.run(group -> {
        group.startSoon(() -> recordEnd(trail, "task"));
        group.startSoon(() -> {
          Fairlead.awaitAllTasksBlocked();
          around.cancel();
        });
      });
      trail.add("never");
    });

    assertEquals(List.of("task"), trail);
    assertTrue(around.cancelledCaught());
  }

  @Test
  void anEmptyGroupInACancelledScopeEndsNormally() {
    CancelScope around = CancelScope.create();
    var trail = new ArrayList<String>();
    around.cancel();

    around.run(() -> {
      TaskGroup.run(group -> {});
      trail.add("after");
    });

    assertEquals(List.of("after"), trail);
  }

  @Test
  void aShieldInTheBodyDoesNotCoverTheTasks() {
    var trail = new CopyOnWriteArrayList<String>();

    TaskGroup.run(group ->
        CancelScope.shielded()
            .run(() -> {
              group.startSoon(() -> recordEnd(trail, "task"));
              Fairlead.awaitAllTasksBlocked();
              group.cancel();
              Fairlead.awaitAllTasksBlocked();
              trail.add("body goes on");
            }));

    assertEquals(List.of("task", "body goes on"), trail);
  }

  @Test
  void aShieldedGroupHidesWhatIsAroundIt() {
    CancelScope around = CancelScope.create();
    var trail = new CopyOnWriteArrayList<String>();

    around.run(() -> {
      around.cancel();
      TaskGroup.run(
          GroupOptions::withShield,
          group ->
              group.startSoon(() -> {
                Fairlead.sleep(ofMillis(5));
                trail.add("done");
              }));
    });

    assertEquals(List.of("done"), trail);
  }

  @Test
  void aFailureCancelsTheGroupAlsoWhenAScopeAroundItIsCancelledAlready() {
    CancelScope around = CancelScope.create();
    var failure = new AtomicReference<@Nullable ExceptionGroup>();

    around.run(() -> {
      around.cancel();
      failure.set(
          assertThrows(
              ExceptionGroup.class,
              () -> TaskGroup.run(group -> group.startSoon(() -> throwIllegalState("late")))));
    });

    assertEquals(List.of("late"), messages(failure.get()));
  }

  @Test
  void noCancellationIsEverInAnExceptionGroup() {
    ExceptionGroup thrown =
        assertThrows(
            ExceptionGroup.class,
            () ->
                TaskGroup.run(group -> {
                  for (int i = 0; i < 20; i++) {
                    group.startSoon(Fairlead::sleepForever);
                  }
                  group.startSoon(() -> throwIllegalState("only"));
                }));

    assertEquals(List.of("only"), messages(thrown));
  }

  @Test
  void anEndedGroupRefusesTasksAndSaysSo() {
    var escaped = new AtomicReference<@Nullable TaskGroup>();
    TaskGroup.run(o -> o.withName("early"), escaped::set);

    var thrown = assertThrows(IllegalStateException.class, () -> escaped.get().startSoon(() -> {}));

    assertTrue(thrown.getMessage().contains("\"early\" has ended"), thrown::getMessage);
  }

  @Test
  void aSealedGroupRefusesTasks() {
    TaskGroup.run(group -> {
      group.seal();
      assertThrows(IllegalStateException.class, () -> group.startSoon(() -> {}));
    });
  }

  @Test
  void aForeignThreadCanStartTasks() {
    var ran = new AtomicReference<@Nullable String>();

    TaskGroup.run(group -> {
      Thread foreign =
          Thread.ofPlatform()
              .start(() -> group.startSoon(() -> ran.set(Fairlead.currentTask().name())));
      foreign.join();
    });

    assertTrue(ran.get().startsWith("TaskGroupTest#"), ran::get);
  }

  @Test
  void awaitIdleWaitsForTheTasksWithoutLeaving() {
    var trail = new CopyOnWriteArrayList<String>();

    TaskGroup.run(group -> {
      group.startSoon(() -> {
        Fairlead.sleep(ofMillis(5));
        trail.add("task");
      });
      assertEquals(1, group.activeCount());
      group.awaitIdle();
      trail.add("idle");
      assertEquals(0, group.activeCount());
      group.startSoon(() -> trail.add("one more"));
    });

    assertEquals(List.of("task", "idle", "one more"), trail);
  }

  @Nested
  class Options {

    @Test
    void aSupervisedGroupLetsSiblingsOfAFailureGoOn() {
      var trail = new CopyOnWriteArrayList<String>();

      ExceptionGroup thrown =
          assertThrows(
              ExceptionGroup.class,
              () ->
                  TaskGroup.run(
                      GroupOptions::withSupervision,
                      group -> {
                        group.startSoon(() -> throwIllegalState("one"));
                        group.startSoon(() -> {
                          Fairlead.sleep(ofMillis(10));
                          trail.add("went on");
                          throwIllegalState("two");
                        });
                      }));

      assertEquals(List.of("one", "two"), messages(thrown));
      assertEquals(List.of("went on"), trail);
    }

    @Test
    void aSingleFailureOfTheBodyCanComePlainly() {
      IOException failure = new IOException("body");

      IOException thrown =
          assertThrows(
              IOException.class,
              () ->
                  TaskGroup.run(
                      GroupOptions::withPlainFailure,
                      group -> {
                        throw failure;
                      }));

      assertSame(failure, thrown);
    }

    @Test
    void aSingleUncheckedFailureOfATaskCanComePlainly() {
      var thrown =
          assertThrows(
              IllegalStateException.class,
              () ->
                  TaskGroup.<RuntimeException>run(
                      GroupOptions::withPlainFailure,
                      group -> group.startSoon(() -> throwIllegalState("task"))));

      assertEquals("task", thrown.getMessage());
    }

    @Test
    void aTaskCanEndItsGroup() {
      var trail = new CopyOnWriteArrayList<String>();

      TaskGroup.run(group -> {
        group.startSoon(() -> recordEnd(trail, "helper"));
        Fairlead.awaitAllTasksBlocked();
        group.startSoon(TaskOptions::withEndsGroup, () -> trail.add("main"));
      });

      assertEquals(List.of("main", "helper"), trail);
    }

    @Test
    void aFailureCanBeLeftToWhoAwaitsIt() {
      TaskGroup.run(group -> {
        TaskHandle<Integer> handle =
            group.startSoon(
                TaskOptions::withFailureToHandle,
                () -> {
                  throw new IOException("for the handle");
                });
        TaskFailedException thrown = assertThrows(TaskFailedException.class, handle::await);
        assertInstanceOf(IOException.class, thrown.getCause());
      });
    }

    @Test
    void aFailureLeftToAHandleNobodyAskedIsReportedAtTheEnd() {
      ExceptionGroup thrown =
          assertThrows(
              ExceptionGroup.class,
              () ->
                  TaskGroup.run(group ->
                      group.startSoon(
                          TaskOptions::withFailureToHandle, () -> throwIllegalState("unseen"))));

      assertEquals(List.of("unseen"), messages(thrown));
    }
  }

  @Nested
  class Services {

    @Test
    void aServiceDoesNotKeepTheGroupOpen() {
      var trail = new CopyOnWriteArrayList<String>();

      TaskGroup.run(group -> {
        group.startSoon(TaskOptions::withService, () -> recordEnd(trail, "service"));
        Fairlead.awaitAllTasksBlocked();
        trail.add("body");
      });

      assertEquals(List.of("body", "service"), trail);
    }

    @Test
    void aServiceOutlivesTheCleanUpOfWhatItServes() {
      var trail = new CopyOnWriteArrayList<String>();

      TaskGroup.run(group -> {
        group.startSoon(TaskOptions::withService, () -> recordEnd(trail, "service"));
        group.startSoon(() -> {
          try {
            Fairlead.sleepForever();
          } finally {
            CancelScope.shielded().run(() -> Fairlead.sleep(ofMillis(10)));
            trail.add("cleaned up");
          }
        });
        Fairlead.awaitAllTasksBlocked();
        group.cancel();
        Checkpoints.checkpoint();
      });

      assertEquals(List.of("cleaned up", "service"), trail);
    }

    @Test
    void aFailingServiceFailsTheGroup() {
      ExceptionGroup thrown =
          assertThrows(
              ExceptionGroup.class,
              () ->
                  TaskGroup.run(group -> {
                    group.startSoon(TaskOptions::withService, () -> throwIllegalState("service"));
                    Fairlead.sleepForever();
                  }));

      assertEquals(List.of("service"), messages(thrown));
    }
  }

  @Test
  void aHundredThousandShortTasksLeaveNothingBehind() {
    Set<Long> ids = ConcurrentHashMap.newKeySet();

    TaskGroup.run(group -> {
      for (int i = 0; i < 100_000; i++) {
        group.startSoon(() -> ids.add(Fairlead.currentTask().id()));
      }
    });

    assertEquals(100_000, ids.size());
    assertFalse(ids.contains(Fairlead.currentTask().id()));
  }

  @Test
  void aTaskOfTheGroupCannotWaitForItToBeIdle() {
    TaskGroup.run(group -> {
      group.startSoon(() -> {
        assertThrows(IllegalStateException.class, group::awaitIdle);
        TaskGroup.run(inner ->
            inner.startSoon(() -> assertThrows(IllegalStateException.class, group::awaitIdle)));
      });
      group.startSoon(
          o -> o.withService(),
          () -> {
            group.awaitIdle();
            group.cancel();
          });
      Fairlead.sleepForever();
    });
  }
}
