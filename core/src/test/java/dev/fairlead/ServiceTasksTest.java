package dev.fairlead;

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

  private static void throwIllegalState(String message) {
    throw new IllegalStateException(message);
  }

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
