package dev.fairlead.process;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.stream.BufferedByteReceiveStream;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ForEveryBackend
@ExtendWith(NoProcessIsLeft.class)
class ProcessEndTest {

  private static final Command SLEEP = Command.of("sleep", "100");

  private static final String STUBBORN =
      "sh -c 'trap \"\" TERM; echo $$; while :; do sleep 0.05; done'";

  private static ProcessOptions piped(Platform platform, ProcessOptions options) {
    return ((ProcessSettings) options.withStdin(Redirect.pipe())).on(platform);
  }

  private static ProcessOptions piped(ProcessOptions options) {
    return piped(Platform.BEST, options);
  }

  private static String line(ChildProcess process) throws IOException {
    return new BufferedByteReceiveStream(process.stdout()).receiveLine(1000);
  }

  @ParameterizedTest
  @EnumSource
  void leavingTheScopeEndsTheProgram(Platform platform) throws IOException {
    ChildProcess sleep;
    try (var opened = Processes.openProcess(SLEEP, o -> piped(platform, o))) {
      sleep = opened;
      assertTrue(Children.isAlive(sleep.pid()));
    }

    assertEquals(new ExitStatus.Killed(15), sleep.exitStatus().orElseThrow());
    assertFalse(Children.isAlive(sleep.pid()));
    sleep.close();
  }

  @ParameterizedTest
  @EnumSource
  void aProgramThatIgnoresTheRequestIsKilled(Platform platform) throws IOException {
    Command stubborn = Command.shell("trap '' TERM; echo ready; while :; do sleep 0.05; done");
    ChildProcess process;
    try (var opened =
        Processes.openProcess(stubborn, o -> piped(platform, o).withGrace(ofMillis(20)))) {
      process = opened;
      line(process);
    }

    assertEquals(new ExitStatus.Killed(9), process.exitStatus().orElseThrow());
  }

  @Test
  void aProgramMaySayGoodbyeEvenIfNobodyListens() throws IOException {
    Command polite =
        Command.shell(
            "trap 'head -c 300000 /dev/zero; exit 3' TERM; echo ready; while :; do sleep 0.02;"
                + " done");
    ChildProcess process;
    try (var opened = Processes.openProcess(polite)) {
      process = opened;
      line(process);
    }

    assertEquals(new ExitStatus.Exited(3), process.exitStatus().orElseThrow());
  }

  @Test
  void theWholeTreeEndsThreeLevelsDown() throws IOException {
    Command tree = Command.shell("sh -c 'sh -c \"sleep 100 & echo \\$!; wait\" & wait' & wait");
    long sleep;
    try (var process = Processes.openProcess(tree)) {
      sleep = Long.parseLong(line(process));
      assertTrue(Children.isAlive(sleep));
    }

    Children.awaitEnd(sleep);
  }

  @Test
  void aDescendantThatLeftTheGroupIsEndedToo() throws IOException {
    Command tree = Command.shell("setsid sh -c 'echo $$; exec sleep 100' & wait");
    long sleep;
    try (var process = Processes.openProcess(tree)) {
      sleep = Long.parseLong(line(process));
    }

    Children.awaitEnd(sleep);
  }

  @ParameterizedTest
  @EnumSource
  void aDescendantThatLeftTheGroupAndIgnoresTheRequestIsKilled(Platform platform)
      throws IOException {
    long before = Children.openPidfds();
    Command tree = Command.shell("setsid " + STUBBORN + " & wait");
    long stubborn;
    try (var process =
        Processes.openProcess(tree, o -> piped(platform, o).withGrace(ofMillis(30)))) {
      stubborn = Long.parseLong(line(process));
    }

    Children.awaitEnd(stubborn);
    assertEquals(before, Children.openPidfds());
  }

  @ParameterizedTest
  @EnumSource
  void aDescendantThatLeftTheGroupOfAProgramThatWasKilledIsEnded(Platform platform)
      throws IOException {
    Command tree = Command.shell("setsid " + STUBBORN + " & wait");
    long stubborn;
    try (var process =
        Processes.openProcess(tree, o -> piped(platform, o).withGrace(ofMillis(30)))) {
      stubborn = Long.parseLong(line(process));
      process.kill();
      process.waitFor();
      assertTrue(Children.isAlive(stubborn));
    }

    Children.awaitEnd(stubborn);
  }

  @ParameterizedTest
  @EnumSource
  void descendantsInTheGroupOfTheParentAreEnded(Platform platform) throws IOException {
    Command tree =
        Command.shell("sleep 100 & echo $!; wait").withProcessGroup(ProcessGroup.OF_PARENT);
    long sleep;
    try (var process = Processes.openProcess(tree, o -> piped(platform, o))) {
      sleep = Long.parseLong(line(process));
    }

    Children.awaitEnd(sleep);
  }

  @Test
  void whatAProgramLeftBehindIsEndedWithItsScope() throws IOException {
    long left;
    try (var process = Processes.openProcess(Command.shell("sleep 100 & echo $!"))) {
      left = Long.parseLong(line(process));
      process.waitFor();
      assertTrue(Children.isAlive(left));
    }

    Children.awaitEnd(left);
  }

  @Test
  void whatWasLeftBehindAndIgnoresTheRequestIsKilled() throws IOException {
    Command command = Command.shell(STUBBORN + " & read x");
    long left;
    try (var process = Processes.openProcess(command, o -> piped(o).withGrace(ofMillis(30)))) {
      left = Long.parseLong(line(process));
      process.stdin().close();
      process.waitFor();
    }

    Children.awaitEnd(left);
  }

  @Test
  void aCancelledScopeEndsTheProgramAtOnce() throws IOException {
    CancelScope scope = CancelScope.create();
    var opened = new ArrayList<ChildProcess>();
    scope.run(() -> {
      try (var process =
          Processes.openProcess(
              Command.shell("trap '' TERM; echo ready; while :; do sleep 0.05; done"),
              o -> o.withGraceWhenCancelled(ZERO))) {
        opened.add(process);
        line(process);
        scope.cancel();
        process.waitFor();
      }
    });

    assertTrue(scope.cancelledCaught());
    assertTrue(opened.getFirst().exitStatus().orElseThrow() instanceof ExitStatus.Killed);
  }

  @Test
  void theNumberOfAProgramThatHasEndedIsKeptAsLongAsItCanBeSignalled() throws IOException {
    try (var process = Processes.openProcess(Command.of("true"))) {
      process.waitFor();

      assertTrue(Children.isZombie(process.pid()), "its number may be given to another one");
      process.signalAll(Signal.SIGTERM);
      assertFalse(process.terminate());
    }
  }
}
