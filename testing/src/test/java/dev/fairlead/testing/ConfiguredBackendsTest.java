package dev.fairlead.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult.Status;

/** The backends that the configuration names, for tests that name none. */
class ConfiguredBackendsTest {

  /** Tests of {@link ConfiguredBackendsTest}, which launches them. */
  static class Subjects {
    @FairleadTest
    void namesNone() {}

    @FairleadTest(on = OnBackend.VIRTUAL)
    void namesOne() {}

    @FairleadTest
    void asksForASimulation(Simulation simulation) {}
  }

  private static List<Launched.End> runs(String method, String backends) {
    return Launched.method(Subjects.class, method, Map.of("fairlead.backends", backends));
  }

  private static List<String> names(String method, String backends) {
    List<Launched.End> runs = runs(method, backends);
    assertTrue(
        runs.stream().allMatch(run -> run.result().getStatus() == Status.SUCCESSFUL),
        runs::toString);
    return runs.stream().map(Launched.End::name).toList();
  }

  @Test
  void areThoseOfTestsThatNameNone() {
    assertEquals(List.of("virtual"), names("namesNone", "virtual"));
    assertEquals(List.of("simulated, seed 0", "virtual"), names("namesNone", "Simulated, VIRTUAL"));
    assertEquals(List.of("virtual"), names("namesOne", "simulated"));
  }

  @Test
  void withoutTheSimulationTestsThatNeedOneDoNotRun() {
    assertEquals(List.of(), names("asksForASimulation", "virtual"));
  }

  @Test
  void aNameThatIsNoneSaysWhichThereAre() {
    var failure = runs("namesNone", "vitrual").getFirst().failure();

    assertTrue(failure.getMessage().contains("\"vitrual\""), failure::getMessage);
    assertTrue(failure.getMessage().contains("SIMULATED"), failure::getMessage);
  }
}
