package dev.fairlead.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.fairlead.testsupport.MortalProgram;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A seed is all that a run depends on. */
@Timeout(ReplayTest.LIMIT) // Much faster, unless the machine has something else to do.
class ReplayTest {

  static final int LIMIT = 60; // in seconds

  @Test
  void twoJvmsMakeTheSameTraceOfASeedByteForByte() throws IOException, InterruptedException {
    String here = SeededRun.text(11) + SeededRun.text(12);

    assertEquals(here, inAnotherJvm("11", "12"));
  }

  private static String inAnotherJvm(String... seeds) throws IOException, InterruptedException {
    var command = new java.util.ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(SeededRun.classPath());
    command.add(SeededRun.class.getName());
    command.addAll(java.util.List.of(seeds));
    Process process =
        MortalProgram.start(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT), LIMIT - 5);
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), "exit code of the other JVM");
    return output;
  }

  @Test
  void aThousandRunsOfASeedAreTheSame() {
    String first = SeededRun.text(3);
    for (int i = 0; i < 1_000; i++) {
      assertEquals(first, SeededRun.text(3));
    }
  }

  @Test
  void twoSeedsDiffer() {
    assertNotEquals(SeededRun.text(1), SeededRun.text(2));
  }
}
