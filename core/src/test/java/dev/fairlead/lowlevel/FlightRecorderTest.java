package dev.fairlead.lowlevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecorderTest {

  @TempDir Path directory;

  @Test
  void tasksCancellationsAndResourcesAreRecorded() throws Exception {
    Path file = directory.resolve("run.jfr");
    try (var recording = new Recording()) {
      recording.start();
      Fairlead.run(o -> o.withName("recorded"), FlightRecorderTest::runSomething);
      recording.stop();
      recording.dump(file);
    }

    List<RecordedEvent> events =
        RecordingFile.readAllEvents(file).stream()
            .filter(e -> e.getEventType().getName().startsWith("dev.fairlead."))
            .toList();

    assertEquals(
        List.of("FINISHED"),
        events.stream()
            .filter(e -> e.hasField("name") && e.getString("name").equals("worker"))
            .map(e -> e.getString("outcome"))
            .toList());
    assertTrue(events.stream().anyMatch(e -> hasText(e, "cause", "enough")), events::toString);
    assertTrue(events.stream().anyMatch(e -> hasText(e, "resource", "a door")), events::toString);
  }

  private static boolean hasText(RecordedEvent event, String field, String text) {
    return event.hasField(field) && event.getString(field).contains(text);
  }

  private static void runSomething() {
    CancelScope scope = CancelScope.create();
    TaskGroup.run(group ->
        group.startSoon(
            o -> o.withName("worker"),
            () -> {
              OpenResource.note("a door").closed();
              scope.cancel("enough");
            }));
    scope.run(Checkpoints::checkpoint);
    CancelScope entered = CancelScope.create();
    entered.run(() -> entered.cancel("enough"));
  }
}
