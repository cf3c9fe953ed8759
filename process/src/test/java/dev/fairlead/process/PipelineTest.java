package dev.fairlead.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ForEveryBackend
@ExtendWith(NoProcessIsLeft.class)
class PipelineTest {

  private static final Command CAT = Command.of("cat");
  private static final Command SLEEP = Command.of("sleep", "100");
  private static final byte[] HELLO = "hello".getBytes(UTF_8);

  private static ProcessOptions piped(Platform platform, ProcessOptions options) {
    return ((ProcessSettings) options.withStdin(Redirect.pipe())).on(platform);
  }

  @ParameterizedTest
  @EnumSource
  void aPipelineIsOneResource(Platform platform) throws IOException {
    try (var pipeline =
        Processes.openPipeline(
            List.of(CAT, Command.of("tr", "a-z", "A-Z"), Command.of("rev")),
            o -> piped(platform, o))) {
      pipeline.stdin().send(HELLO);
      pipeline.stdin().close();

      assertEquals("OLLEH", new String(pipeline.stdout().receive(), UTF_8).strip());
      assertEquals(
          List.of(new ExitStatus.Exited(0), new ExitStatus.Exited(0), new ExitStatus.Exited(0)),
          pipeline.waitFor());
    }
  }

  @Test
  void aPipelineTellsHowEachOfItsProgramsHasEnded() throws IOException {
    var completed = Processes.runPipeline(Command.of("yes"), Command.of("head", "-n", "2"));

    assertEquals("y\ny\n", completed.stdoutText());
    assertEquals(
        List.of(new ExitStatus.Killed(13), new ExitStatus.Exited(0)), completed.statuses());
  }

  @Test
  void aFailureInTheMiddleOfAPipelineIsAFailure() {
    var error =
        assertThrows(
            ProcessFailedException.class,
            () ->
                Processes.runPipeline(
                    Command.of("echo", "x"), Command.shell("echo why >&2; exit 9"), CAT));

    assertEquals(9, error.status().code());
    assertTrue(error.getMessage().contains("why"), error.getMessage());
  }

  @Test
  void leavingAPipelineEndsAllOfIt() throws IOException {
    List<ChildProcess> processes;
    try (var pipeline = Processes.openPipeline(SLEEP, CAT, CAT)) {
      processes = pipeline.processes();
    }
    processes.forEach(process -> assertTrue(process.exitStatus().isPresent()));
  }

  @Test
  void aPipelineThatCannotStartLeavesNothing() {
    assertThrows(
        ProgramNotFoundException.class,
        () -> Processes.openPipeline(SLEEP, Command.of("no-such-program")));
  }

  @Test
  void whyAPipelineCannotStartIsNotHiddenByWhatFollows() {
    for (int i = 0; i < 10; i++) {
      // Without any patience, closing most often does not see the end of the first program.
      assertThrows(
          ProgramNotFoundException.class,
          () ->
              Processes.openPipeline(
                  List.of(SLEEP, Command.of("no-such-program")),
                  o -> o.withGrace(Duration.ZERO).withKillLimit(Duration.ZERO)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyExitCodeIsTold(Platform platform) throws IOException {
    var completed =
        Processes.runPipeline(
            List.of(
                Command.shell("echo x; exit 1"),
                Command.shell("cat; exit 2"),
                Command.shell("cat; exit 3")),
            o -> o.withoutCheck().withProcess(it -> ((ProcessSettings) it).on(platform)));

    assertEquals("x\n", completed.stdoutText());
    assertEquals(List.of(1, 2, 3), completed.statuses().stream().map(ExitStatus::code).toList());
  }
}
