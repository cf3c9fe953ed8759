package dev.fairlead.testing;

import dev.fairlead.TaskGroup;
import org.junit.jupiter.api.Test;

/** As {@link MadeToFail}, with the annotation on the class. */
@FairleadTest(on = OnBackend.SIMULATED, seed = 3)
class ClassMadeToFail {

  @Test
  @Replay(7)
  void isReplayedWithAnotherSeed() {}

  @Test
  @Replay(3)
  void isReplayedWithTheSeedOfTheClass() {}

  @Schedules(2)
  void isRunInManyOrders(TaskGroup group) {
    group.startSoon(() -> {});
  }
}
