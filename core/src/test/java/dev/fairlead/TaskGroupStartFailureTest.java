package dev.fairlead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A task that fails is its starter's until it is ready, and its group's from then on. */
@ForEveryBackend
class TaskGroupStartFailureTest {

  private final List<String> trail = new CopyOnWriteArrayList<>();

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
  void aTaskThatIsNotReadyCannotWaitForTheGroupToBeIdle() {
    TaskGroup.run(group ->
        group.start((TaskStatus<String> status) -> {
          var error = assertThrows(IllegalStateException.class, group::awaitIdle);
          assertTrue(error.getMessage().contains("its own end"), error::getMessage);
          status.started("ready");
        }));
  }
}
