package dev.fairlead;

import dev.fairlead.testsupport.ForEveryBackend;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class AwaitBlockedRaceTest {

  @Test
  void oneMayComeToWaitAtTheMomentAtWhichTheLastOneLeaves() {
    TaskGroup.run(group -> {
      for (int i = 0; i < 2; i++) {
        group.startSoon(() -> {
          for (int round = 0; round < 30_000; round++) {
            Fairlead.awaitAllTasksBlocked();
          }
        });
      }
    });
  }
}
