package dev.fairlead;

import static dev.fairlead.Members.messages;
import static dev.fairlead.Members.recordEnd;
import static dev.fairlead.Members.throwIllegalState;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class TaskGroupOptionsTest {

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
                        while (group.activeCount() > 1) {
                          Checkpoints.yieldNow();
                        }
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
