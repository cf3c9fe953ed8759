package dev.fairlead.testing.example;

import dev.fairlead.TaskGroup;
import dev.fairlead.testing.Schedules;
import dev.fairlead.testing.Simulation;
import dev.fairlead.testing.example.CounterServer.WithoutBackup;

/** A test that finds a bug; run by {@link ReplicatedCounterTest}. */
class CounterMadeToFail {

  // @start region="schedules"
  @Schedules(500)
  void whatWasCountedStaysCounted(Simulation simulation, TaskGroup group) {
    CounterScenario.run(simulation, group, WithoutBackup.SAY_YES);
  }
  // @end
}
