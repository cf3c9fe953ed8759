package dev.fairlead.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Properties that fail, run by {@link PropertyFailuresTest} only. */
@AddLifecycleHook(FairleadProperties.class)
class PropertiesMadeToFail {

  static final AtomicInteger SMALLEST = new AtomicInteger(Integer.MAX_VALUE);

  /** Its answer is wrong for half of the numbers. */
  @AddLifecycleHook(FairleadProperties.class)
  @FairleadTest(on = OnBackend.SIMULATED)
  static class OnAClass {
    @Property
    boolean isSometimesFalse(@ForAll @IntRange(min = 0, max = 100) int number) {
      return number < 50;
    }
  }

  @Property
  @FairleadTest
  void failsInATask(@ForAll @IntRange(min = 0, max = 10_000) int number, TaskGroup group) {
    group.startSoon(() -> {
      if (number >= 4_321) {
        SMALLEST.accumulateAndGet(number, Math::min);
        fail("in a task");
      }
    });
  }

  @Property(tries = 3)
  @FairleadTest(on = OnBackend.VIRTUAL)
  void leaksATask(@ForAll boolean any, TaskGroup group) {
    group.startSoon(o -> o.withName("leaked"), Fairlead::sleepForever);
  }

  @Property(tries = 3)
  @Schedules(1000)
  void losesAnUpdate(@ForAll @IntRange(min = 2, max = 4) int tasks, TaskGroup group) {
    var count = new AtomicInteger();
    TaskGroup.run(adding -> {
      for (int i = 0; i < tasks; i++) {
        adding.startSoon(() -> {
          int seen = count.get();
          Checkpoints.checkpoint();
          count.set(seen + 1);
        });
      }
    });
    assertEquals(tasks, count.get());
  }
}
