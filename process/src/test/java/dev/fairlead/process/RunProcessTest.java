package dev.fairlead.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.DeadlineExceededException;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ForEveryBackend
@ExtendWith(NoProcessIsLeft.class)
class RunProcessTest {

  @TempDir Path folder;

  private static RunProcessOptions on(Platform platform, RunProcessOptions options) {
    return options.withProcess(o -> ((ProcessSettings) o).on(platform));
  }

  @ParameterizedTest
  @EnumSource
  void whatAProgramWritesIsCaptured(Platform platform) throws IOException {
    var completed =
        Processes.runProcess(Command.shell("echo out; echo err >&2"), o -> on(platform, o));

    assertEquals("out\n", completed.stdoutText());
    assertEquals("err\n", completed.stderrText());
    assertEquals(new ExitStatus.Exited(0), completed.status());
  }

  @ParameterizedTest
  @EnumSource
  void aMegabyteGoesThroughBothWays(Platform platform) throws IOException {
    var input = new byte[1 << 20];
    new Random(1).nextBytes(input);

    var completed = Processes.runProcess(Command.of("cat"), o -> on(platform, o).withInput(input));

    assertArrayEquals(input, completed.stdout());
    assertTrue(completed.inputConsumed());
  }

  @Test
  void withoutInputTheProgramSeesTheEndAtOnce() throws IOException {
    assertEquals("", Processes.runProcess(Command.of("cat")).stdoutText());
    assertEquals("", Processes.runProcess(Command.of("cat"), o -> o.withInput("")).stdoutText());
  }

  @Test
  void emptyInputIsAPipe() throws IOException {
    var completed =
        Processes.runProcess(
            Command.shell("[ -p /dev/stdin ] && echo pipe"), o -> o.withInput(new byte[0]));

    assertEquals("pipe\n", completed.stdoutText());
  }

  @ParameterizedTest
  @EnumSource
  void aFailedCommandIsAnErrorThatSaysAll(Platform platform) {
    var error =
        assertThrows(
            ProcessFailedException.class,
            () ->
                Processes.runProcess(
                    Command.shell("echo half; echo no such luck >&2; exit 7"),
                    o -> on(platform, o)));

    assertEquals(7, error.status().code());
    assertEquals("half\n", new String(error.stdout(), UTF_8));
    assertTrue(error.getMessage().contains("exit code 7"), error.getMessage());
    assertTrue(error.getMessage().contains("no such luck"), error.getMessage());
    assertTrue(error.getMessage().contains("/bin/sh -c"), error.getMessage());
    assertEquals("/bin/sh", error.command().arguments().getFirst());
  }

  @Test
  void aSignalIsToldApartFromAnEqualExitCode() throws IOException {
    var killed = Processes.runProcess(Command.shell("kill -KILL $$"), o -> o.withoutCheck());
    var exited = Processes.runProcess(Command.shell("exit 137"), o -> o.withoutCheck());

    assertEquals(new ExitStatus.Killed(9), killed.status());
    assertEquals(Signal.SIGKILL, killed.status().signal().orElseThrow());
    assertEquals(new ExitStatus.Exited(137), exited.status());
    assertTrue(exited.status().signal().isEmpty());
    assertEquals(killed.status().code(), exited.status().code());
  }

  @Test
  void aProgramThatDoesNotReadItsInputKeepsItsExitCode() throws IOException {
    var completed =
        Processes.runProcess(
            Command.shell("exec 0</dev/null; echo done; exit 3"),
            o -> o.withInput(new byte[1 << 20]).withoutCheck());

    assertEquals(3, completed.status().code());
    assertEquals("done\n", completed.stdoutText());
    assertFalse(completed.inputConsumed());
  }

  @Test
  void aFloodOnStandardErrorHoldsNothingUp() throws IOException {
    var completed =
        Processes.runProcess(
            Command.shell("head -c 3000000 /dev/zero >&2; echo done"),
            o -> o.withCapture(1000, PastLimit.KEEP_END));

    assertEquals("done\n", completed.stdoutText());
    assertEquals(1000, completed.stderr().length);
    assertEquals(2_999_000, completed.droppedBytes());
  }

  @ParameterizedTest
  @EnumSource
  void aDeadlineEndsTheProgram(Platform platform) {
    assertThrows(
        DeadlineExceededException.class,
        () ->
            Processes.runProcess(
                Command.of("sleep", "100"), o -> on(platform, o).withDeadline(ofMillis(50))));
  }

  @Test
  void aCancellationEndsTheProgram() throws Exception {
    Waits.assertCancelledBefore(() -> Processes.runProcess(Command.of("true")));
    Waits.assertCancelledWhileWaiting(() -> Processes.runProcess(Command.of("sleep", "100")));
  }

  @Test
  void aGrandchildThatHoldsThePipesHoldsNothingUp() throws IOException {
    var completed =
        Processes.runProcess(
            Command.shell("sleep 100 & echo $!"), o -> o.withOutputGrace(ofMillis(50)));

    long grandchild = Long.parseLong(completed.stdoutText().strip());
    assertFalse(Children.isAlive(grandchild), "the grandchild was left behind");
  }

  @Test
  void whatAGrandchildWritesIsNotLost() throws IOException {
    var completed =
        Processes.runProcess(
            Command.shell("(sleep 0.1; echo late) & echo early"),
            o -> o.withOutputGrace(ofSeconds(10)));

    assertEquals("early\nlate\n", completed.stdoutText());
  }

  @ParameterizedTest
  @EnumSource
  void redirectsGoToFiles(Platform platform) throws IOException {
    Path in = Files.writeString(folder.resolve("in"), "b\na\n");
    Path out = folder.resolve("out");

    Processes.runProcess(
        Command.of("sort"),
        o -> on(platform, o).withStdin(Redirect.file(in)).withStdout(Redirect.file(out)));
    Processes.runProcess(
        Command.of("echo", "more"), o -> on(platform, o).withStdout(Redirect.append(out)));

    assertEquals("a\nb\nmore\n", Files.readString(out));
  }

  @ParameterizedTest
  @EnumSource
  void standardErrorCanGoIntoStandardOutput(Platform platform) throws IOException {
    var completed =
        Processes.runProcess(
            Command.shell("echo 1; echo 2 >&2; echo 3"),
            o -> on(platform, o).withStderr(Redirect.intoStdout()));

    assertEquals("1\n2\n3\n", completed.stdoutText());
    assertEquals("", completed.stderrText());
  }

  @Test
  void outputCanGoNowhere() throws IOException {
    var completed =
        Processes.runProcess(
            Command.shell("echo x; [ -c /dev/stdout ]"), o -> o.withStdout(Redirect.none()));

    assertEquals("", completed.stdoutText());
  }

  @ParameterizedTest
  @EnumSource
  void streamsArePumpedInAndOut(Platform platform) throws IOException {
    var source = MemoryByteStreams.pair(100_000);
    var sink = MemoryByteStreams.pair(100_000);
    source.first().send("hello".getBytes(UTF_8));
    source.first().sendEof();

    Processes.runProcess(
        Command.of("tr", "a-z", "A-Z"),
        o ->
            on(platform, o)
                .withStdin(Redirect.from(source.second()))
                .withStdout(Redirect.to(sink.first())));

    assertEquals("HELLO", new String(sink.second().receive(), UTF_8));
  }

  @Test
  void aSinkThatBreaksEndsTheProgram() throws IOException {
    var sink = MemoryByteStreams.pair(1);
    sink.second().close();

    assertThrows(
        BrokenResourceException.class,
        () ->
            Processes.runProcess(Command.of("yes"), o -> o.withStdout(Redirect.to(sink.first()))));
  }

  @ParameterizedTest
  @EnumSource
  void environmentAndDirectoryAreThoseAskedFor(Platform platform) throws IOException {
    Command command =
        Command.shell("echo $A-$B-${HOME:-none}; pwd")
            .withEnvironment(Map.of("A", "1", "PATH", "/usr/bin:/bin"))
            .withVariable("B", "zwei ü")
            .withDirectory(folder);

    assertEquals(
        "1-zwei ü-none\n" + folder.toRealPath() + "\n",
        Processes.runProcess(command, o -> on(platform, o)).stdoutText());
    assertEquals(
        "gone\n",
        Processes.runProcess(Command.shell("echo ${HOME:-gone}").withoutVariable("HOME"))
            .stdoutText());
  }

  @Test
  void argumentsReachTheProgramAsTheyAre() throws IOException {
    var completed = Processes.runProcess(Command.of("printf", "%s|", "a b", "", "'\"$x*", "ü€"));

    assertEquals("a b||'\"$x*|ü€|", completed.stdoutText());
  }

  @Test
  void aUmaskIsSet() throws IOException {
    var completed = Processes.runProcess(Command.shell("umask").withUmask(0027));

    assertEquals("0027\n", completed.stdoutText());
    assertThrows(IllegalArgumentException.class, () -> Command.of("true").withUmask(01000));
  }

  @ParameterizedTest
  @EnumSource
  void aMissingProgramIsAnErrorThatNamesIt(Platform platform) {
    for (Command command :
        List.of(
            Command.of("no-such-program", "x"),
            Command.of("no-such-program").withUmask(077),
            Command.of("/no/such/program"))) {
      var error =
          assertThrows(
              ProgramNotFoundException.class,
              () -> Processes.runProcess(command, o -> on(platform, o)));
      assertTrue(error.getMessage().contains(error.program()), error.getMessage());
    }
  }

  @Test
  void aMissingDirectoryIsAnotherError() {
    Path missing = folder.resolve("missing");

    var error =
        assertThrows(
            NotDirectoryException.class,
            () -> Processes.runProcess(Command.of("true").withDirectory(missing)));

    assertTrue(error.getMessage().contains(missing.toString()), error.getMessage());
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Command.of(List.of()));
    assertThrows(IllegalArgumentException.class, () -> Command.of("a\0b"));
    assertThrows(IllegalArgumentException.class, () -> Command.of("true").withVariable("A=B", "x"));
    assertThrows(
        IllegalArgumentException.class,
        () -> RunProcessOptions.defaults().withStdin(Redirect.pipe()));
    assertThrows(
        IllegalArgumentException.class,
        () -> RunProcessOptions.defaults().withStdin(Redirect.intoStdout()));
    assertThrows(
        IllegalArgumentException.class,
        () -> RunProcessOptions.defaults().withStdout(Redirect.intoStdout()));
  }

  @Test
  void theInputIsGivenOneWay() {
    RunProcessOptions fed = RunProcessOptions.defaults().withInput("x");
    RunProcessOptions inherits = RunProcessOptions.defaults().withStdin(Redirect.inherit());

    for (Executable twice :
        List.<Executable>of(
            () -> fed.withStdin(Redirect.inherit()),
            () -> inherits.withInput("x"),
            () -> fed.withProcess(o -> o.withStdin(Redirect.none())))) {
      var refused = assertThrows(IllegalArgumentException.class, twice);
      assertTrue(refused.getMessage().contains("given twice"), refused.getMessage());
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> inherits.withProcess(o -> o.withStdin(Redirect.pipe())));
  }

  @Test
  void aNegativeDeadlineIsRefused() {
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> RunProcessOptions.defaults().withDeadline(ofMillis(-1)));

    assertTrue(refused.getMessage().contains("PT-0.001S"), refused.getMessage());
  }

  @Test
  void aCommandPrintsAsAShellWouldTakeIt() {
    assertEquals("echo 'it'\\''s' '' a/b=c", Command.of("echo", "it's", "", "a/b=c").toString());
  }
}
