package dev.fairlead.testing.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testing.FairleadTest;
import dev.fairlead.testing.Schedules;
import java.util.concurrent.atomic.AtomicInteger;

class FairleadTestSnippets {

  // @start region="method"
  @FairleadTest
  void aTaskHasAValue(TaskGroup group) {
    var answer = group.startSoon(() -> 42);
    assertEquals(42, answer.await());
  }

  // @end

  // @start region="schedules"
  @Schedules(100)
  void noIncrementIsLost() {
    var count = new AtomicInteger();
    TaskGroup.run(group -> {
      for (int i = 0; i < 3; i++) {
        group.startSoon(() -> {
          Checkpoints.checkpoint();
          count.incrementAndGet();
        });
      }
    });
    assertEquals(3, count.get());
  }
  // @end
}
