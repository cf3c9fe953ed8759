package dev.fairlead.testing.bugs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Action;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testing.Simulation;
import dev.fairlead.testing.SimulationOptions.Search;
import dev.fairlead.testing.SimulationOptions.Switching;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Known bugs in copies of primitives, and after how many schedules they are found. */
@Timeout(60) // Much faster, unless the machine has something else to do.
class ScheduleSearchTest {

  private static final int MOST = 10_000;

  /**
   * The number of the first schedule that fails, counted from 1; one more than all if none does.
   */
  private static int firstFailure(Search search, int most, Action<Exception> scenario) {
    int schedule = 1;
    while (schedule <= most && passes(search, schedule - 1L, scenario)) {
      schedule++;
    }
    return schedule;
  }

  private static boolean passes(Search search, long seed, Action<Exception> scenario) {
    try {
      Fairlead.run(
          o ->
              o.withBackend(
                  Simulation.backend(s ->
                      s.withSeed(seed).withSearch(search).withSwitching(Switching.EVERYWHERE))),
          scenario);
      return true;
    } catch (Exception | AssertionError e) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void everyBugIsFound(Flaw flaw, TestReporter reporter) {
    int found = firstFailure(Search.MIXED, MOST, Scenarios.of(flaw));

    reporter.publishEntry(flaw.name(), "found by schedule " + found);
    assertTrue(found <= MOST, () -> flaw + " is not found by " + MOST + " schedules");
  }

  @Test
  void withoutABugNoneIsFound() {
    int most = 200;
    assertEquals(most + 1, firstFailure(Search.MIXED, most, Scenarios.of(Flaw.NONE)));
  }

  /** One task has to be in a certain step while another does all of its own. */
  private static void needsTwoThingsInOrder() {
    var open = new boolean[1];
    TaskGroup.run(group -> {
      group.startSoon(() -> {
        pass(5);
        open[0] = true;
        Checkpoints.checkpoint();
        open[0] = false;
      });
      group.startSoon(() -> {
        pass(60);
        assertTrue(!open[0], "open at the wrong moment");
      });
    });
  }

  private static void pass(int checkpoints) {
    for (int i = 0; i < checkpoints; i++) {
      Checkpoints.checkpoint();
    }
  }

  @Test
  void prioritiesFindWhatPureChanceDoesNot(TestReporter reporter) {
    int byPriorities =
        firstFailure(Search.PRIORITIES, MOST, ScheduleSearchTest::needsTwoThingsInOrder);
    int byChance = firstFailure(Search.RANDOM, MOST, ScheduleSearchTest::needsTwoThingsInOrder);

    reporter.publishEntry(
        "two things in order",
        "by priorities after " + byPriorities + ", by chance after " + byChance);
    assertTrue(byPriorities <= MOST, "not found by priorities");
    assertTrue(byPriorities < byChance, () -> byPriorities + " >= " + byChance);
  }
}
