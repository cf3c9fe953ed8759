package dev.fairlead.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.sync.Semaphore;
import org.junit.jupiter.api.Test;

@FairleadTest(on = OnBackend.SIMULATED)
class CancelPointsTest {

  @Test
  void everyStepIsCancelledOnce() throws Exception {
    int points =
        CancelPoints.explore(
            Trail::new,
            trail -> {
              for (int i = 0; i < 5; i++) {
                Checkpoints.checkpoint();
                trail.add("step");
              }
            },
            (trail, cancelled) -> assertTrue(cancelled || trail.events().size() == 5));

    assertTrue(points >= 5, () -> "points: " + points);
  }

  @Test
  void aPermitThatIsNotGivenBackIsNoticed() {
    var failure =
        assertThrows(
            AssertionError.class,
            () ->
                CancelPoints.explore(
                    () -> new Semaphore(1),
                    semaphore -> {
                      semaphore.acquire();
                      Checkpoints.checkpoint(); // Cancelled here, the permit is lost.
                      semaphore.release();
                    },
                    (semaphore, _) -> assertEquals(1, semaphore.statistics().availablePermits())));

    assertTrue(failure.getMessage().contains("cancelled at step"), failure::getMessage);
  }
}
