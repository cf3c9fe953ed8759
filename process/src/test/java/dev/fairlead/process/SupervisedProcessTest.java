package dev.fairlead.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Backoff;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.Supervisor;
import dev.fairlead.Supervisor.Event;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class SupervisedProcessTest {

  private static final Command SERVER = Command.shell("echo ready; exec sleep 100");

  static {
    Children.warmUp();
  }

  private final List<Event> events = new CopyOnWriteArrayList<>();

  @AfterEach
  void noProcessIsLeft() {
    Children.assertNoneLeft();
  }

  private Supervisor supervisor(int restarts, Supervisor.Restart restart) {
    return Supervisor.of(o ->
        o.withIntensity(restarts, ofMinutes(5))
            .withBackoff(Backoff.none())
            .withRestart(restart)
            .withObserver(events::add));
  }

  private static void awaitReady(ChildProcess process) throws IOException {
    assertEquals("ready\n", new String(process.stdout().receive(), UTF_8));
  }

  private static SupervisedProcess supervised(TaskGroup group, Supervisor supervisor) {
    return Processes.superviseProcess(
        group, supervisor, SERVER, o -> o, SupervisedProcessTest::awaitReady);
  }

  @Test
  void aProcessThatIsKilledIsStartedAgain() {
    var seen = new ArrayList<Long>();
    TaskGroup.run(group -> {
      var server = supervised(group, supervisor(2, Supervisor.Restart.ON_FAILURE));
      for (int i = 0; i < 3; i++) {
        ChildProcess process = server.process();
        seen.add(process.pid());
        assertTrue(Children.isAlive(process.pid()));
        if (i < 2) {
          process.kill();
          process.waitFor();
        }
      }
      assertEquals(3, server.starts());
      group.cancel("seen enough");
    });

    assertEquals(3, seen.stream().distinct().count(), seen.toString());
    seen.forEach(pid -> assertFalse(Children.isAlive(pid)));
    assertEquals(2, events.size());
    assertInstanceOf(ProcessFailedException.class, events.getFirst().failure().orElseThrow());
  }

  @Test
  void tooManyFailuresFailTheGroup() {
    var failures =
        assertThrows(
            ExceptionGroup.class,
            () ->
                TaskGroup.run(group ->
                    Processes.superviseProcess(
                        group,
                        supervisor(2, Supervisor.Restart.ON_FAILURE),
                        Command.shell("exit 9"))));

    var gaveUp = assertInstanceOf(IllegalStateException.class, failures.exceptions().getFirst());
    var cause = assertInstanceOf(ProcessFailedException.class, gaveUp.getCause());
    assertEquals(9, cause.status().code());
    assertEquals(3, events.size());
    assertInstanceOf(Event.GivingUp.class, events.getLast());
  }

  @Test
  void aProgramThatIsNotThereIsAFailureToo() {
    assertThrows(
        ExceptionGroup.class,
        () ->
            TaskGroup.run(group ->
                Processes.superviseProcess(
                    group,
                    supervisor(1, Supervisor.Restart.ON_FAILURE),
                    Command.of("no-such-program"))));

    assertInstanceOf(ProgramNotFoundException.class, events.getFirst().failure().orElseThrow());
  }

  @Test
  void whoEndsWellIsLeftAloneUnlessItIsToRunAlways() {
    TaskGroup.run(group -> {
      var once =
          Processes.superviseProcess(
              group, supervisor(9, Supervisor.Restart.ON_FAILURE), Command.of("true"));
      group.awaitIdle();
      assertEquals(1, once.starts());
      assertTrue(once.isOver());
      var error = assertThrows(IllegalStateException.class, once::process);
      assertTrue(error.getMessage().contains("after 1 starts"), error.getMessage());
    });
    assertThrows(
        ExceptionGroup.class,
        () ->
            TaskGroup.run(group ->
                Processes.superviseProcess(
                    group, supervisor(4, Supervisor.Restart.ALWAYS), Command.of("true"))));
    assertEquals(5, events.size());
  }

  @Test
  void stoppingEndsTheProcessAndLeavesTheGroupAlone() {
    TaskGroup.run(group -> {
      var server = supervised(group, supervisor(9, Supervisor.Restart.ALWAYS));
      long pid = server.process().pid();

      server.stop();

      assertFalse(Children.isAlive(pid));
      assertTrue(server.isOver());
      assertTrue(server.currentProcess().isEmpty());
      server.stop();
      assertEquals(List.of(), events);
    });
  }

  @Test
  void aProcessIsGivenOutOnlyOnceItIsReady() throws Exception {
    Command slow = Command.shell("read go; echo ready; exec sleep 100");
    TaskGroup.run(group -> {
      var input = new ArrayList<ChildProcess>();
      var server =
          Processes.superviseProcess(
              group,
              supervisor(0, Supervisor.Restart.ON_FAILURE),
              slow,
              o -> o.withStdin(Redirect.pipe()),
              process -> {
                input.add(process);
                awaitReady(process);
              });
      Waits.assertCancelledWhileWaiting(server::process);
      assertTrue(server.currentProcess().isEmpty());

      input.getFirst().stdin().send("go\n".getBytes(UTF_8));

      assertEquals(input.getFirst().pid(), server.process().pid());
      group.cancel();
    });
  }

  @Test
  void theLinesOfAllItsProcessesGoToOneStream() throws IOException {
    var lines = MemoryObjectStreams.<OutputLine>create(100);
    assertThrows(
        ExceptionGroup.class,
        () ->
            TaskGroup.run(group ->
                Processes.superviseProcess(
                    group,
                    supervisor(2, Supervisor.Restart.ON_FAILURE),
                    Command.shell("echo $$; exit 1"),
                    o -> o.withStdout(Redirect.lines("job", lines.send())),
                    _ -> {})));
    lines.send().close();

    var pids = new ArrayList<String>();
    lines.receive().forEach(line -> pids.add(line.text()));
    assertEquals(3, pids.size());
    assertNotEquals(pids.getFirst(), pids.getLast());
  }
}
