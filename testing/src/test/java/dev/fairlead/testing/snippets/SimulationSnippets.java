package dev.fairlead.testing.snippets;

import static dev.fairlead.testing.SimulationOptions.Search.PRIORITIES;
import static dev.fairlead.testing.SimulationOptions.Switching.EVERYWHERE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.sync.Event;
import dev.fairlead.testing.Simulation;
import dev.fairlead.testing.SimulationFailedError;
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

  @Test
  void options() {
    var event = new Event();
    // @start region="options"
    Backend simulated =
        Simulation.backend(o -> o.withSeed(7).withSwitching(EVERYWHERE).withSearch(PRIORITIES));
    SimulationFailedError stuck =
        assertThrows(
            SimulationFailedError.class,
            () -> Fairlead.run(o -> o.withBackend(simulated), event::await));
    // nothing can run any more, and nothing is due: every task waits for another one ...
    assertEquals(7, stuck.seed());
    // @end
  }
}
