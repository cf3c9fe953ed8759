package dev.fairlead.testing.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.sync.Semaphore;
import dev.fairlead.testing.CancelPoints;
import dev.fairlead.testing.FairleadTest;
import dev.fairlead.testing.Simulation;

class CancelPointsSnippets {

  // @start region="explore"
  @FairleadTest
  void thePermitComesBackWhereverItIsCancelled(Simulation simulation) throws Exception {
    CancelPoints.explore(
        () -> new Semaphore(1),
        semaphore -> semaphore.run(Checkpoints::checkpoint),
        (semaphore, cancelled) -> assertEquals(1, semaphore.statistics().availablePermits()));
  }
  // @end
}
