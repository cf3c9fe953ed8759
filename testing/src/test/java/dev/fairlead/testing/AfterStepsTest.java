package dev.fairlead.testing;

import static dev.fairlead.testing.Simulations.simulate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.net.Net;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Actions that are done between two steps of a simulation. */
class AfterStepsTest {

  @Test
  void anActionMayTakeAwayAllThatWasGoingToHappen() throws IOException {
    for (int step = 0; step < 20; step++) {
      int resetAt = step;
      simulate(resetAt, () -> resetAfter(resetAt));
    }
  }

  /** Nothing is under way but bytes, which are gone after the reset. */
  private static void resetAfter(int steps) throws IOException {
    SimulatedNetwork network = Simulation.current().network();
    SimulatedHost server = network.host("server");
    try (var listener = server.call(() -> Net.createTcpListener(80));
        var client = Net.connectTcp("server", 80);
        var accepted = listener.accept()) {
      client.send(new byte[100]);
      Simulation.current().afterSteps(steps, () -> network.reset(network.localhost(), server));
      Fairlead.sleep(Duration.ofMinutes(1));
      for (int i = 0; i < steps; i++) {
        Checkpoints.checkpoint();
      }
      assertThrows(BrokenResourceException.class, () -> accepted.send(new byte[1]));
    }
  }

  @Test
  void whatAnActionThrowsEndsTheRun() {
    var mistake = new IllegalStateException("mistake");
    var trail = new ArrayList<String>();

    for (int step = 0; step < 10; step++) {
      int failAt = step;
      var failure =
          assertThrows(
              SimulationFailedError.class,
              () ->
                  simulate(
                      0,
                      () -> {
                        Simulation.current()
                            .afterSteps(
                                failAt,
                                () -> {
                                  throw mistake;
                                });
                        TaskGroup.run(group -> {
                          for (int i = 0; i < 10; i++) {
                            group.startSoon(Checkpoints::checkpoint);
                          }
                          trail.add("body");
                          Fairlead.sleepForever();
                        });
                      }));

      assertEquals(mistake, failure.getCause());
      assertTrue(failure.getMessage().contains("afterSteps failed"), failure::getMessage);
    }

    assertEquals(10, trail.size());
  }

  @Test
  void anActionThatWaitsIsToldSo() {
    for (Runnable waiting : List.<Runnable>of(Fairlead::sleepForever, Checkpoints::checkpoint)) {
      var failure =
          assertThrows(
              SimulationFailedError.class,
              () ->
                  simulate(
                      0,
                      () -> {
                        Simulation.current().afterSteps(0, waiting);
                        Fairlead.sleep(Duration.ofSeconds(1));
                      }));

      assertTrue(failure.getMessage().contains("let it start a task"), failure::getMessage);
    }
  }

  @Test
  void anActionOfTheFarthestStepIsNeverDone() {
    simulate(
        0,
        () -> {
          Fairlead.sleep(Duration.ofSeconds(1));
          Simulation.current().afterSteps(Long.MAX_VALUE, () -> fail("done"));
          Fairlead.sleep(Duration.ofSeconds(1));
        });
  }
}
