package dev.fairlead.testing;

import static dev.fairlead.testing.Simulations.simulate;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Deadline;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.RuntimeToken;
import dev.fairlead.thread.BlockingPortal;
import dev.fairlead.thread.FromThread;
import dev.fairlead.thread.ToThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The simulation goes on while a function on a worker thread waits for one of its tasks. */
class PortalsInSimulationTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void aFunctionOnAWorkerThreadCallsThroughAPortal() {
    simulate(
        1,
        () ->
            BlockingPortal.open(portal -> {
              Deadline start = Fairlead.currentTime();

              int answer = ToThread.call(() -> portal.call(PortalsInSimulationTest::answerLater));

              assertEquals(42, answer);
              assertEquals(HOUR, Fairlead.currentTime().since(start));
            }));
  }

  @Test
  void aFunctionOnAWorkerThreadCallsItsOwnRuntime() {
    simulate(
        1,
        () -> {
          RuntimeToken token = RuntimeToken.current();

          assertEquals(
              42,
              ToThread.call(() -> FromThread.call(token, PortalsInSimulationTest::answerLater)));
        });
  }

  private static int answerLater() {
    Fairlead.sleep(HOUR);
    return 42;
  }

  @Test
  void aSeedIsStillAllThatARunDependsOn() {
    List<String> first = trace();
    for (int i = 0; i < 50; i++) {
      assertEquals(first, trace());
    }
  }

  private static List<String> trace() {
    var seen = new ArrayList<String>(); // one task or function at a time
    simulate(
        7,
        () ->
            BlockingPortal.open(portal ->
                TaskGroup.run(group -> {
                  for (int i = 0; i < 3; i++) {
                    int number = i;
                    group.startSoon(
                        () -> ToThread.run(() -> callTwice(portal, "function " + number, seen)));
                    group.startSoon(() -> note("task " + number, seen));
                  }
                })));
    return seen;
  }

  private static void callTwice(BlockingPortal portal, String name, List<String> seen) {
    portal.run(() -> note(name + " first", seen));
    seen.add(name);
    portal.run(() -> note(name + " second", seen));
  }

  private static void note(String name, List<String> seen) {
    for (int i = 0; i < 3; i++) {
      seen.add(name + " " + i + " at " + Fairlead.currentTime());
      Fairlead.sleep(Duration.ofSeconds(i));
    }
  }
}
