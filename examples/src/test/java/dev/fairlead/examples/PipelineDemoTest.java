package dev.fairlead.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(60) // several programs are started, on machines that do other things too
class PipelineDemoTest {

  @RegisterExtension final DemoPrograms programs = new DemoPrograms();

  @TempDir Path folder;

  @Test
  void eachProgramReadsWhatTheOneBeforeItWrites() throws Exception {
    var ended =
        programs.runWithInput("b\na\n", "pipeline", "--quiet", "cat; yes z", "head -3", "sort");

    assertEquals("a\nb\nz\n", ended.out(), ended.err());
    assertEquals(0, ended.status(), ended.err());
  }

  @Test
  void oneThatFailsEndsTheOthers() throws Exception {
    var ended = programs.run("pipeline", "sleep 1000", "exit 3");

    assertTrue(ended.err().contains("exit code 3"), ended.err());
    assertTrue(ended.err().endsWith("fairlead pipeline: 2 of 2 have failed\n"), ended.err());
    assertEquals(1, ended.status());
  }

  @Test
  void whatFailsIsStartedAgain() throws Exception {
    String done = folder.resolve("done").toString();
    String line =
        "if test -e '" + done + "'; then echo fine; else touch '" + done + "'; exit 1; fi";

    var ended = programs.run("pipeline", "--restart", "2", line);

    assertEquals("fine\n", ended.out());
    assertTrue(ended.err().contains("starting again in 0.5 s"), ended.err());
    assertEquals(0, ended.status());
  }

  @Test
  void whatIsUnderWayArrivesAfterATermination() throws Exception {
    String talker = "trap 'echo last; exit 0' TERM; echo first; while :; do sleep 0.05; done";
    Process pipeline = programs.start("pipeline", talker, "cat");
    BufferedReader out = pipeline.inputReader(UTF_8);
    DemoPrograms.awaitLine(out, "first");

    DemoPrograms.terminate(pipeline);

    DemoPrograms.awaitLine(out, "last");
    var ended = programs.ended(pipeline);
    assertTrue(ended.err().contains("exit code 0"), ended.err());
    assertEquals(143, ended.status());
  }
}
