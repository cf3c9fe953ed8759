package dev.fairlead.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.ExceptionGroup;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.BufferedByteReceiveStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ForEveryBackend
@ExtendWith(NoProcessIsLeft.class)
class ProcessTaskTest {

  private static final Command SLEEP = Command.of("sleep", "100");

  private static String line(ChildProcess process) throws IOException {
    return new BufferedByteReceiveStream(process.stdout()).receiveLine(1000);
  }

  @Test
  void aProcessCanBeATaskThatReportsWhenItIsReady() {
    var pid = new long[1];
    TaskGroup.run(group -> {
      var process =
          Processes.startProcess(
              group,
              Command.shell("echo ready; sleep 100"),
              o -> o,
              it -> assertEquals("ready", line(it)));
      pid[0] = process.pid();
      assertTrue(Children.isAlive(process.pid()));
      group.cancel();
    });
    assertFalse(Children.isAlive(pid[0]));
  }

  @Test
  void aProcessThatEndsBeforeItIsReadyFailsTheStart() {
    TaskGroup.run(group -> {
      var error =
          assertThrows(
              ProcessFailedException.class,
              () ->
                  Processes.startProcess(
                      group, Command.shell("exit 5"), o -> o, it -> Fairlead.sleepForever()));
      assertEquals(5, error.status().code());
      assertThrows(
          ProcessFailedException.class,
          () ->
              Processes.startProcess(
                  group, Command.shell("exit 0"), o -> o, ProcessTaskTest::line));
    });
  }

  @Test
  void aFailingProcessFailsItsGroup() {
    var error =
        assertThrows(
            ExceptionGroup.class,
            () ->
                TaskGroup.run(group -> {
                  Processes.startProcess(group, Command.shell("exit 6"));
                  Fairlead.sleepForever();
                }));
    assertTrue(error.exceptions().getFirst() instanceof ProcessFailedException);

    TaskGroup.run(group ->
        Processes.startProcess(group, Command.shell("exit 6"), o -> o.withoutCheck(), _ -> {}));
  }

  @Test
  void theStreamsOfATaskArePumped() throws IOException {
    var here = MemoryByteStreams.pair(1000);
    TaskGroup.run(group -> {
      Processes.startProcess(
          group,
          Command.of("rev"),
          o -> o.withStdin(Redirect.from(here.second())).withStdout(Redirect.to(here.second())),
          _ -> {});
      here.first().send("abc\n".getBytes(UTF_8));
      here.first().sendEof();
      assertEquals("cba\n", new String(here.first().receive(), UTF_8));
    });
  }

  @Test
  void aCheckThatFailsEndsTheProcessAndFailsTheStart() {
    var pid = new AtomicLong();
    TaskGroup.run(group -> {
      var error =
          assertThrows(
              IOException.class,
              () ->
                  Processes.startProcess(
                      group,
                      SLEEP,
                      o -> o,
                      process -> {
                        pid.set(process.pid());
                        throw new IOException("the port is closed");
                      }));
      assertEquals("the port is closed", error.getMessage());
    });
    assertFalse(Children.isAlive(pid.get()));
  }

  @Test
  void aStartThatIsCancelledBeforeTheProcessIsReadyEndsIt() {
    var pid = new AtomicLong();
    TaskGroup.run(group ->
        Waits.assertCancelledWhileWaiting(() ->
            Processes.startProcess(
                group,
                SLEEP,
                o -> o,
                process -> {
                  pid.set(process.pid());
                  Fairlead.sleepForever();
                })));
    assertFalse(Children.isAlive(pid.get()));
  }
}
