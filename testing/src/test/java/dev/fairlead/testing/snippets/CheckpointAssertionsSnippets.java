package dev.fairlead.testing.snippets;

import static dev.fairlead.testing.CheckpointAssertions.assertCheckpoint;
import static dev.fairlead.testing.CheckpointAssertions.assertNoCheckpoint;

import dev.fairlead.sync.Semaphore;
import dev.fairlead.testing.FairleadTest;

class CheckpointAssertionsSnippets {

  // @start region="checkpoints"
  @FairleadTest
  void acquiringIsACheckpointAndTryingIsNone() {
    var semaphore = new Semaphore(1);
    assertCheckpoint(semaphore::acquire);
    assertNoCheckpoint(() -> semaphore.tryAcquire());
  }
  // @end
}
