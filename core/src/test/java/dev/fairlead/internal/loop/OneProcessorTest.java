package dev.fairlead.internal.loop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.testsupport.MortalProgram;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OneProcessorTest {

  private static final int SECONDS = 15;

  @Test
  @Tag("slow")
  void whoKeepsTheOnlyProcessorBusyKeepsOutNobodyWhomAThreadWakes() throws Exception {
    Path classes = Path.of(Rows.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    var command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:ActiveProcessorCount=1",
            "-cp",
            classes + File.pathSeparator + classes.resolveSibling("test-classes"),
            OneProcessorProgram.class.getName());

    Process program = MortalProgram.start(command.redirectErrorStream(true), SECONDS);

    String said = new String(program.getInputStream().readAllBytes(), UTF_8);
    assertEquals(
        List.of("checkpoints", "yields", "yields after long", "hand-overs"), said.lines().toList());
  }
}
