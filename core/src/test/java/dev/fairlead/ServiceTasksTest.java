package dev.fairlead;

import static dev.fairlead.Members.messages;
import static dev.fairlead.Members.recordEnd;
import static dev.fairlead.Members.throwIllegalState;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class ServiceTasksTest {

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
