package dev.fairlead.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.DeadlineExceededException;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of captured output: the policies, files past a limit, and copies. */
@ForEveryBackend
@ExtendWith(NoProcessIsLeft.class)
class CaptureTest {

  private static final Command NUMBERS = Command.of("seq", "1", "20000");

  @TempDir Path folder;

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  @Test
  void pastTheLimitTheStartOrTheEndIsKept() throws IOException {
    String all = Processes.runProcess(NUMBERS).stdoutText();

    String start =
        Processes.runProcess(NUMBERS, o -> o.withCapture(40_001, PastLimit.KEEP_START))
            .stdoutText();
    String end =
        Processes.runProcess(NUMBERS, o -> o.withCapture(40_001, PastLimit.KEEP_END)).stdoutText();

    assertEquals(all.substring(0, 40_001), start);
    assertEquals(all.substring(all.length() - 40_001), end);
  }

  @Test
  void pastTheLimitAnEndlessProgramIsEnded() {
    var error =
        assertThrows(
            OutputTooLargeException.class,
            () ->
                Processes.runProcess(
                    Command.of("yes"), o -> o.withCapture(10_000, PastLimit.FAIL)));

    assertEquals(10_000, error.limit());
  }

  @ParameterizedTest
  @EnumSource
  void pastTheLimitEverythingIsInAFile(Platform platform) throws IOException {
    byte[] all = Processes.runProcess(NUMBERS).stdout();

    var completed =
        Processes.runProcess(
            NUMBERS,
            o -> o.withSpill(1_000, folder).withProcess(it -> ((ProcessSettings) it).on(platform)));

    assertArrayEquals(all, Files.readAllBytes(completed.stdoutFile().orElseThrow()));
    assertEquals("20000\n", completed.stdoutText().substring(994));
    assertEquals(0, completed.droppedBytes());
    assertTrue(completed.stderrFile().isEmpty(), "a file without need");
  }

  @Test
  void belowTheLimitThereIsNoFile() throws IOException {
    var completed = Processes.runProcess(Command.of("echo", "x"), o -> o.withSpill(2, folder));

    assertEquals("x\n", completed.stdoutText());
    assertTrue(completed.stdoutFile().isEmpty(), "a file without need");
    assertEquals(List.of(), files());
  }

  @Test
  void whoFailsLeavesItsFileAndSaysWhere() throws IOException {
    var error =
        assertThrows(
            ProcessFailedException.class,
            () ->
                Processes.runProcess(
                    Command.shell("seq 1 9999 >&2; exit 3"), o -> o.withSpill(100, folder)));

    Path file = error.stderrFile().orElseThrow();
    assertEquals(9_999, Files.readAllLines(file).size());
    assertTrue(error.getMessage().contains(file.toString()), error.getMessage());
    assertTrue(error.getMessage().endsWith("9999"), error.getMessage());
    assertEquals(100, error.stderr().length);
    assertTrue(error.stdoutFile().isEmpty(), "a file without need");
  }

  @Test
  void aRunThatIsCutOffLeavesNoFile() throws IOException {
    assertThrows(
        DeadlineExceededException.class,
        () ->
            Processes.runProcess(
                Command.shell("seq 1 9999; exec sleep 100"),
                o -> o.withSpill(100, folder).withDeadline(ofMillis(50))));

    assertEquals(List.of(), files());
  }

  @Test
  void aFolderThatIsNotThereFailsTheRun() {
    assertThrows(
        IOException.class,
        () ->
            Processes.runProcess(
                Command.of("yes"), o -> o.withSpill(100, folder.resolve("missing"))));
  }

  @ParameterizedTest
  @EnumSource
  void aTeeCopiesWhatIsCaptured(Platform platform) throws IOException {
    var copy = MemoryByteStreams.pair(1_000);
    var copied = new ByteArrayOutputStream();
    var completed = new CompletedProcess[1];

    TaskGroup.run(group -> {
      group.startSoon(() -> {
        for (byte[] chunk : copy.second()) {
          copied.writeBytes(chunk);
        }
      });
      completed[0] =
          Processes.runProcess(
              NUMBERS,
              o ->
                  o.withStdout(Redirect.tee(copy.first()))
                      .withCapture(6, PastLimit.KEEP_END)
                      .withProcess(it -> ((ProcessSettings) it).on(platform)));
      copy.first().close();
    });

    assertEquals("20000\n", completed[0].stdoutText());
    assertEquals(Processes.runProcess(NUMBERS).stdoutText(), copied.toString(UTF_8));
  }

  @Test
  void aTeeIsForWhatIsCaptured() {
    var copy = MemoryByteStreams.pair(1).first();

    TaskGroup.run(group ->
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Processes.startProcess(
                    group, Command.of("true"), o -> o.withStdout(Redirect.tee(copy)), _ -> {})));
    assertThrows(
        IllegalArgumentException.class,
        () -> Processes.openProcess(Command.of("true"), o -> o.withStdout(Redirect.tee(copy))));
  }
}
