package dev.fairlead.process;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Action;
import dev.fairlead.testing.FairleadTest;
import dev.fairlead.testing.OnBackend;

/** In a simulation, processes are an error that says what to do instead. */
class SimulatedProcessesTest {

  private static void assertNotSimulated(String what, Action<Exception> use) {
    var failure = assertThrows(IllegalStateException.class, use::run);
    assertTrue(
        failure.getMessage().startsWith(what + " are not simulated; run this on a real backend"),
        failure::getMessage);
  }

  @FairleadTest(on = OnBackend.SIMULATED)
  void processesAndSignalsAreNotSimulated() {
    assertNotSimulated("processes", () -> Processes.runProcess(Command.of("true")));
    assertNotSimulated("processes", () -> Processes.openProcess(Command.of("true")));
    assertNotSimulated("worker processes", () -> ToProcess.call(() -> 1));
    assertNotSimulated("signals", () -> Signals.open(Signal.SIGWINCH));
  }
}
