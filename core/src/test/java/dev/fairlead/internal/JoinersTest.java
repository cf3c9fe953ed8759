package dev.fairlead.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.testsupport.ForEveryBackend;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class JoinersTest {

  private static final int MOST_KEPT = 40; // of 200

  @Test
  void aTaskKeepsFewOfThoseWhoHaveGivenUpWaitingForIt() {
    TaskGroup.run(group -> {
      Task<?> endless = (Task<?>) group.startSoon(() -> Fairlead.sleepForever());

      TaskGroup.run(impatient -> {
        for (int i = 0; i < 4; i++) {
          impatient.startSoon(() -> giveUpOften(endless));
        }
      });

      assertTrue(endless.joiners() <= MOST_KEPT, () -> endless.joiners() + " are kept");
      endless.cancel();
    });
  }

  @Test
  void whoWaitsAmongThoseWhoGiveUpIsWoken() {
    TaskGroup.run(group -> {
      TaskHandle<?> endless = group.startSoon(() -> Fairlead.sleepForever());
      List<TaskHandle<Void>> patient =
          IntStream.range(0, 20)
              .mapToObj(_ -> {
                var joining = group.startSoon(endless::join);
                group.startSoon(() -> giveUpOften(endless));
                return joining;
              })
              .toList();
      giveUpOften(endless);

      endless.cancel();

      patient.forEach(TaskHandle::join);
      assertTrue(patient.stream().allMatch(task -> task.status() == TaskHandle.Status.FINISHED));
    });
  }

  private static void giveUpOften(TaskHandle<?> endless) {
    for (int i = 0; i < 50; i++) {
      CancelScope.moveOnAfter(Duration.ofMillis(1)).run(endless::join);
    }
  }
}
