package dev.fairlead.process;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.process.ProcessSettings.Patience;
import dev.fairlead.process.internal.spawn.StuckChild;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class StuckProcessTest {

  static {
    Children.warmUp();
  }

  private final StuckChild child = new StuckChild();

  private ChildProcess stuck() {
    var patience = new Patience(ofMillis(10), ofMillis(10), ofMillis(10));
    return new ChildProcess(child, Command.of("disk"), patience, Map.of(), Map.of());
  }

  @Test
  void aProcessThatDoesNotEvenEndByForceIsAnErrorAndLeftBehind() throws IOException {
    ChildProcess process = stuck();

    var error = assertThrows(ProcessStuckException.class, process::close);

    assertEquals(List.of(15, 9), child.signals());
    assertTrue(child.isAbandoned(), "nobody will reap it");
    assertEquals(process.pid(), error.pid());
    assertTrue(error.getMessage().contains("disk"), error.getMessage());
    process.close();
    assertEquals(List.of(15, 9), child.signals());
  }

  @Test
  void aProcessThatMayNotBeSignalledIsAnErrorAndLeftBehind() {
    ChildProcess process = stuck();
    child.refuseSignals();

    var error = assertThrows(IOException.class, process::close);

    assertTrue(child.isAbandoned(), "nobody will reap it");
    assertTrue(error.getMessage().startsWith("SIGTERM cannot be sent to"), error.getMessage());
    assertTrue(error.getMessage().contains("disk"), error.getMessage());
  }

  @Test
  void norIsOneLeftOpenThatIsClosedForcefully() {
    ChildProcess process = stuck();
    child.refuseSignals();

    var error = assertThrows(IOException.class, process::closeForcefully);

    assertTrue(child.isAbandoned(), "nobody will reap it");
    assertTrue(error.getMessage().contains("disk"), error.getMessage());
  }

  @Test
  void itsEndIsStillTold() {
    ChildProcess process = stuck();
    assertThrows(ProcessStuckException.class, process::close);

    child.end();

    assertEquals(new ExitStatus.Killed(9), process.waitFor());
  }

  @Test
  void aProgramThatEndsAtTheMomentAtWhichItIsGivenUpIsReapedToo() throws IOException {
    for (int i = 0; i < 200; i++) {
      ChildProcess process =
          Processes.openProcess(
              Command.of("sleep", "100"),
              o -> o.withGrace(Duration.ZERO).withKillLimit(Duration.ZERO));
      try {
        process.close();
      } catch (ProcessStuckException e) {
        assertEquals(process.pid(), e.pid());
      }
    }

    Children.assertNoneLeft();
  }
}
