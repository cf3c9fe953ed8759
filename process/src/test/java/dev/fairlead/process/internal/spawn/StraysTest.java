package dev.fairlead.process.internal.spawn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StraysTest {

  private static final int SIGKILL = 9;

  private final Strays strays = new Strays();
  private final Process shell;
  private final BufferedReader output;

  StraysTest() throws IOException {
    shell = new ProcessBuilder("sh", "-c", "read x; sleep 100 & echo $!; wait").start();
    output = shell.inputReader(UTF_8);
  }

  @AfterEach
  void endShell() throws Exception {
    strays.letGo();
    shell.descendants().forEach(ProcessHandle::destroyForcibly);
    shell.destroyForcibly().waitFor();
  }

  /** Has the shell start another process. */
  private ProcessHandle startsAnother() throws IOException {
    try (var input = shell.outputWriter(UTF_8)) {
      input.write("now\n");
    }
    return ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
  }

  private void assertAllEnd() {
    await()
        .atMost(Duration.ofSeconds(15))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> !strays.areLeft());
  }

  @Test
  void whatTheyStartMeanwhileIsOneOfThem() throws Exception {
    strays.add(shell.pid(), () -> true);
    ProcessHandle another = startsAnother();

    strays.addTheirs();
    strays.signal(SIGKILL);

    assertAllEnd();
    assertTrue(ProcessTable.hasEnded(another.pid()));
    assertTrue(ProcessTable.hasEnded(shell.pid()));
  }

  @Test
  void theyAreFoundAgainWhenNobodyLeadsToThem() throws Exception {
    ProcessHandle another = startsAnother();
    strays.addFrom(shell.pid(), _ -> true);
    assertEquals(137, shell.destroyForcibly().waitFor());
    assertTrue(strays.areLeft());

    strays.signal(SIGKILL);

    assertAllEnd();
    assertTrue(ProcessTable.hasEnded(another.pid()));
  }

  @Test
  void oneThatIsNotMeantOnceItIsHeldIsLeftAlone() throws Exception {
    strays.add(shell.pid(), () -> false);

    strays.signal(SIGKILL);

    assertFalse(strays.areLeft());
    assertFalse(ProcessTable.hasEnded(shell.pid()));
  }

  @Test
  void oneThatHasEndedIsForgotten() throws Exception {
    strays.add(shell.pid(), () -> true);
    assertEquals(137, shell.destroyForcibly().waitFor());

    assertFalse(strays.areLeft());
    strays.add(shell.pid(), () -> true);
    assertFalse(strays.areLeft());
  }
}
