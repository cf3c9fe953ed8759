package dev.fairlead.testing.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testing.Launched;
import dev.fairlead.testing.Schedules;
import dev.fairlead.testing.Simulation;
import dev.fairlead.testing.SimulationOptions.Switching;
import dev.fairlead.testing.example.CounterServer.WithoutBackup;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/** A bug that only a cut at the wrong moment shows: found, replayed, and gone when it is mended. */
@Timeout(60) // Much faster, unless the machine has something else to do.
class ReplicatedCounterTest {

  @Test
  void theSimulationFindsTheLostIncrementAndReplaysItBySeed(TestReporter reporter) {
    List<Launched.End> runs =
        Launched.method(CounterMadeToFail.class, "whatWasCountedStaysCounted");
    Throwable found = runs.getLast().failure();
    long seed = runs.size() - 1L;

    reporter.publishEntry("lost increment", "found by schedule " + runs.size() + ": " + found);
    assertTrue(found.getMessage().contains("increments"), found::getMessage);
    assertTrue(
        List.of(found.getSuppressed()).toString().contains("@Replay(" + seed + ")"),
        () -> List.of(found.getSuppressed()).toString());
    var again = assertThrows(AssertionError.class, () -> replay(seed));
    assertEquals(found.getMessage(), again.getMessage());
  }

  private static void replay(long seed) {
    Fairlead.run(
        o ->
            o.withBackend(
                Simulation.backend(s -> s.withSeed(seed).withSwitching(Switching.EVERYWHERE))),
        () ->
            TaskGroup.<RuntimeException>run(
                o -> o.withPlainFailure(),
                group -> CounterScenario.run(Simulation.current(), group, WithoutBackup.SAY_YES)));
  }

  @Schedules(30)
  void aServerThatSaysNothingWithoutItsBackupLosesNothing(Simulation simulation, TaskGroup group) {
    CounterScenario.run(simulation, group, WithoutBackup.SAY_NOTHING);
  }
}
