package dev.fairlead.testing;

import static dev.fairlead.testing.Simulations.simulate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** What can never come to an end is found out, told and unwound. */
class FailedSimulationTest {

  @Test
  void waitingForEachOtherFailsAtOnceWithTheTasks() {
    var failure =
        assertThrows(
            SimulationFailedError.class,
            () ->
                simulate(
                    7,
                    () ->
                        TaskGroup.run(group ->
                            group.startSoon(
                                o -> o.withName("stuck"), () -> Fairlead.sleepForever()))));

    assertEquals(7, failure.seed());
    assertTrue(failure.getMessage().contains("nothing can run"), failure::getMessage);
    assertTrue(failure.getMessage().contains("stuck: waits for"), failure::getMessage);
    assertTrue(failure.getMessage().contains("seed 7"), failure::getMessage);
  }

  @Test
  void aStuckRunIsUnwoundAndItsCleanUpRuns() {
    var trail = new ArrayList<String>();

    assertThrows(
        SimulationFailedError.class,
        () ->
            simulate(
                0,
                () -> {
                  try {
                    Fairlead.sleepForever();
                  } finally {
                    trail.add("cleaned up");
                  }
                }));

    assertEquals(List.of("cleaned up"), trail);
  }

  @Test
  void aRunStuckBehindAShieldIsUnwoundToo() {
    assertThrows(
        SimulationFailedError.class,
        () -> simulate(0, () -> CancelScope.shielded().run(Fairlead::sleepForever)));
  }

  @Test
  void goingRoundInCirclesIsFoundOut() {
    var failure =
        assertThrows(
            SimulationFailedError.class,
            () ->
                Fairlead.run(
                    o -> o.withBackend(Simulation.backend(s -> s.withStepLimit(1000))),
                    () -> {
                      while (true) {
                        Checkpoints.checkpoint();
                      }
                    }));

    assertTrue(failure.getMessage().contains("1000 steps"), failure::getMessage);
  }

  @Test
  void blockingOutsideTheLibraryIsReportedWithItsStack() {
    var latch = new CountDownLatch(1);

    var failure = assertThrows(SimulationFailedError.class, () -> simulate(0, latch::await));

    assertTrue(failure.getMessage().contains("blocks outside the library"), failure::getMessage);
    assertTrue(failure.getMessage().contains("CountDownLatch.await"), failure::getMessage);
  }

  @Test
  void tasksThatBlockOnEachOtherAreReportedAndStillEnd() {
    var queue = new LinkedBlockingQueue<String>();

    var failure =
        assertThrows(
            SimulationFailedError.class,
            () ->
                simulate(
                    0,
                    () ->
                        TaskGroup.run(group -> {
                          group.startSoon(queue::take);
                          Checkpoints.checkpoint();
                          Checkpoints.checkpoint();
                          Checkpoints.checkpoint();
                          queue.add("late");
                        })));

    assertTrue(failure.getMessage().contains("LinkedBlockingQueue.take"), failure::getMessage);
  }
}
