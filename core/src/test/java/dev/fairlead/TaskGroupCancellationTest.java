package dev.fairlead;

import static dev.fairlead.Members.messages;
import static dev.fairlead.Members.recordEnd;
import static dev.fairlead.Members.throwIllegalState;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.TaskGroup.GroupAction;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class TaskGroupCancellationTest {

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
  void aGroupThatIsCancelledOnItsOwnKeepsThatToItself() {
    assertEquals(List.of("behind"), trailOf(CancelScope.create(), TaskGroup::cancel));
  }

  @Test
  void aGroupCancelledTogetherWithWhatIsAroundItPassesThatOn() {
    CancelScope around = CancelScope.create();

    List<String> trail =
        trailOf(
            around,
            group -> {
              group.cancel();
              around.cancel();
            });

    assertEquals(List.of(), trail);
    assertTrue(around.cancelledCaught());
  }

  @Test
  void itDoesSoAlsoIfItsBodyHasReturned() {
    CancelScope around = CancelScope.create();

    List<String> trail =
        trailOf(
            around,
            group ->
                group.startSoon(() -> {
                  Fairlead.awaitAllTasksBlocked();
                  around.cancel();
                  group.cancel();
                }));

    assertEquals(List.of(), trail);
    assertTrue(around.cancelledCaught());
  }

  private static List<String> trailOf(CancelScope around, GroupAction<RuntimeException> body) {
    var trail = new ArrayList<String>();
    around.run(() -> {
      TaskGroup.run(group -> {
        group.startSoon(Fairlead::sleepForever);
        body.run(group);
        if (group.cancelScope().cancelCalled()) {
          Checkpoints.checkpoint();
        }
      });
      trail.add("behind");
    });
    return trail;
  }
}
