package dev.fairlead.testing.snippets;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testing.Simulation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SimulationSnippets {

  @Test
  void run() {
    long start = System.nanoTime();
    // @start region="run"
    Fairlead.run(
        o -> o.withBackend(Simulation.backend(s -> s.withSeed(42))),
        () ->
            TaskGroup.run(group -> {
              group.startSoon(() -> Fairlead.sleep(Duration.ofHours(1)));
              group.startSoon(() -> Fairlead.sleep(Duration.ofHours(2)));
            })); // at once, and always in the same order
    // @end
    assertTrue(System.nanoTime() - start < 10_000_000_000L);
  }
}
