package dev.fairlead.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.BusyResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.stream.BufferedByteReceiveStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ForEveryBackend
@ExtendWith(NoProcessIsLeft.class)
class ChildProcessTest {

  private static final Command CAT = Command.of("cat");
  private static final Command SLEEP = Command.of("sleep", "100");
  private static final byte[] HELLO = "hello".getBytes(UTF_8);

  private static ProcessOptions piped(Platform platform, ProcessOptions options) {
    return ((ProcessSettings) options.withStdin(Redirect.pipe())).on(platform);
  }

  private static ProcessOptions piped(ProcessOptions options) {
    return piped(Platform.BEST, options);
  }

  private static String line(ChildProcess process) throws IOException {
    var buffered = new BufferedByteReceiveStream(process.stdout());
    return new String(buffered.receiveUntil(new byte[] {'\n'}, 1000), UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void bytesGoThroughAProgram(Platform platform) throws IOException {
    try (var cat = Processes.openProcess(CAT, o -> piped(platform, o))) {
      cat.stdin().send(HELLO);
      assertArrayEquals(HELLO, cat.stdout().receive());
      assertTrue(cat.exitStatus().isEmpty());

      cat.stdin().close();
      assertThrows(EndOfStreamException.class, () -> cat.stdout().receive());
      assertEquals(new ExitStatus.Exited(0), cat.waitFor());
      assertEquals(cat.waitFor(), cat.exitStatus().orElseThrow());
    }
  }

  @Test
  void standardInputAndOutputAreOneStream() throws IOException {
    try (var cat = Processes.openProcess(CAT, o -> piped(o));
        var both = cat.stdio()) {
      both.send(HELLO);
      both.sendEof();

      assertArrayEquals(HELLO, both.receive());
      assertThrows(EndOfStreamException.class, both::receive);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCancelledReceiveLosesNothing(Platform platform) throws Exception {
    try (var cat = Processes.openProcess(CAT, o -> piped(platform, o))) {
      Waits.assertCancelledBefore(() -> cat.stdout().receive());
      Waits.assertCancelledWhileWaiting(() -> cat.stdout().receive());
      cat.stdin().send(HELLO);

      assertArrayEquals(HELLO, cat.stdout().receive());
    }
  }

  @Test
  void aSendWaitsForTheProgramToRead() throws Exception {
    try (var sleep = Processes.openProcess(SLEEP, o -> piped(o))) {
      ByteBuffer much = ByteBuffer.allocate(1 << 20);

      Waits.assertCancelledWhileWaiting(() -> sleep.stdin().send(much));

      assertTrue(much.position() > 0, "nothing was sent");
      assertTrue(much.hasRemaining(), "all was sent");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aProgramThatHasEndedBreaksItsInput(Platform platform) throws IOException {
    try (var ended = Processes.openProcess(Command.of("true"), o -> piped(platform, o))) {
      ended.waitFor();

      assertThrows(
          BrokenResourceException.class,
          () -> {
            for (int i = 0; i < 1000; i++) {
              ended.stdin().send(new byte[10_000]);
            }
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  void closingAStreamWakesWhoWaits(Platform platform) throws IOException {
    try (var sleep = Processes.openProcess(SLEEP, o -> piped(platform, o))) {
      TaskGroup.run(group -> {
        group.startSoon(
            () -> assertThrows(ClosedResourceException.class, () -> sleep.stdout().receive()));
        Fairlead.awaitAllTasksBlocked();
        assertThrows(BusyResourceException.class, () -> sleep.stdout().receive());
        sleep.stdout().close();
        sleep.stdin().close();
      });
      assertThrows(ClosedResourceException.class, () -> sleep.stdout().receive());
      assertThrows(ClosedResourceException.class, () -> sleep.stdin().send(HELLO));
    }
  }

  @Test
  void whatIsNoPipeSaysHowToGetOne() throws IOException {
    try (var ended =
        Processes.openProcess(Command.of("true"), o -> o.withStdout(Redirect.none()))) {
      var error = assertThrows(IllegalStateException.class, ended::stdin);
      assertTrue(error.getMessage().contains("withStdin(Redirect.pipe())"), error.getMessage());
      assertThrows(IllegalStateException.class, ended::stdout);
      assertThrows(IllegalStateException.class, ended::stderr);
      assertThrows(IllegalStateException.class, () -> ended.output(5));
      ended.waitFor();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BEST", "WITHOUT_NATIVE_CODE"})
  void aGrandchildsOutputIsReadAfterTheEndOfTheProgram(Platform platform) throws IOException {
    Command command = Command.shell("exec 3<&0; (read x <&3; echo late) & exit 0");
    try (var process = Processes.openProcess(command, o -> piped(platform, o))) {
      process.waitFor();
      process.stdin().send("go\n".getBytes(UTF_8));

      assertEquals("late", line(process));
    }
  }

  @Test
  void aGroupOfItsOwnIsTheDefault() throws IOException {
    String own =
        Processes.runProcess(Command.shell("cut -d' ' -f5 /proc/$$/stat; echo $$")).stdoutText();
    assertEquals(1, own.lines().map(String::strip).distinct().count(), own);

    Command session =
        Command.shell("cut -d' ' -f6 /proc/$$/stat; echo $$")
            .withProcessGroup(ProcessGroup.OWN_SESSION);
    String sid = Processes.runProcess(session).stdoutText();
    assertEquals(1, sid.lines().map(String::strip).distinct().count(), sid);

    Command same = Command.shell("cut -d' ' -f5 /proc/$$/stat; echo $$");
    String inherited =
        Processes.runProcess(same.withProcessGroup(ProcessGroup.OF_PARENT)).stdoutText();
    assertEquals(2, inherited.lines().map(String::strip).distinct().count(), inherited);
  }

  @ParameterizedTest
  @EnumSource
  void anySignalCanBeSent(Platform platform) throws IOException {
    Command command =
        Command.shell("trap 'echo usr1' USR1; echo ready; while :; do sleep 0.01; done");
    try (var process = Processes.openProcess(command, o -> piped(platform, o))) {
      var lines = new BufferedByteReceiveStream(process.stdout());
      byte[] end = {'\n'};
      lines.receiveUntil(end, 100);

      assertTrue(process.signal(Signal.SIGUSR1));
      assertEquals("usr1", new String(lines.receiveUntil(end, 100), UTF_8));
      assertTrue(process.kill());
      assertEquals(new ExitStatus.Killed(9), process.waitFor());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSignalAfterTheEndReachesNobody(Platform platform) throws IOException {
    try (var process = Processes.openProcess(Command.of("true"), o -> piped(platform, o))) {
      process.waitFor();

      assertFalse(process.terminate());
      assertFalse(process.kill());
      assertFalse(process.signal(Signal.SIGUSR1));
    }
  }

  @Test
  void theEndIsToldToAllWhoWait() throws IOException {
    try (var process = Processes.openProcess(SLEEP)) {
      TaskGroup.run(group -> {
        var handles = new ArrayList<TaskHandle<ExitStatus>>();
        for (int i = 0; i < 5; i++) {
          handles.add(group.startSoon(process::waitFor));
        }
        Fairlead.awaitAllTasksBlocked();
        process.terminate();
        for (var handle : handles) {
          assertEquals(new ExitStatus.Killed(15), handle.await());
        }
      });
    }
  }

  @Test
  void aCancelledWaitLeavesTheProgramAlone() throws Exception {
    try (var process = Processes.openProcess(SLEEP)) {
      Waits.assertCancelledBefore(process::waitFor);
      Waits.assertCancelledWhileWaiting(process::waitFor);

      assertTrue(Children.isAlive(process.pid()));
    }
  }

  @Test
  void theEndOfAProgramDoesNotWaitForItsPipes() throws IOException {
    try (var process = Processes.openProcess(Command.shell("sleep 100 & exit 4"))) {
      assertEquals(new ExitStatus.Exited(4), process.waitFor());
    }
  }

  @Test
  void furtherDescriptorsAreGiven() throws IOException {
    Command command = Command.shell("read x <&3; echo \"got $x\" >&5; ls /proc/self/fd | wc -l");
    try (var process = Processes.openProcess(command, o -> piped(o).withInput(3).withOutput(5))) {
      process.input(3).send("three\n".getBytes(UTF_8));

      assertEquals("got three\n", new String(process.output(5).receive(), UTF_8));
      assertEquals("6", line(process).strip()); // 0, 1, 2, 3, 5 and that of the folder
      assertEquals(new ExitStatus.Exited(0), process.waitFor());
    }
  }

  @Test
  void whatThePlatformCannotDoIsAnError() {
    assertThrows(
        UnsupportedOperationException.class,
        () -> Processes.openProcess(SLEEP, o -> piped(Platform.PORTABLE, o).withOutput(4)));
    assertThrows(IllegalArgumentException.class, () -> ProcessOptions.defaults().withOutput(2));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Processes.openProcess(
                CAT, o -> o.withStdin(Redirect.from(MemoryByteStreams.pair(1).first()))));
  }

  @Test
  void anotherUserRunsTheProgram() throws IOException {
    Command whoami =
        Command.shell("id -u; id -g; id -G; umask")
            .withUser("65534")
            .withGroup("65534")
            .withExtraGroups(List.of("7", "8"))
            .withUmask(077);

    if (ProcessHandle.current().info().user().orElse("").equals("root")) {
      assertEquals("65534\n65534\n65534 7 8\n0077\n", Processes.runProcess(whoami).stdoutText());
    } else {
      assertThrows(IOException.class, () -> Processes.runProcess(whoami));
    }
  }
}
