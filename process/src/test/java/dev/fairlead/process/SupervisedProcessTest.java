package dev.fairlead.process;

import static dev.fairlead.Supervisor.Restart.ALWAYS;
import static dev.fairlead.Supervisor.Restart.ON_FAILURE;
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
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ForEveryBackend
@ExtendWith(NoProcessIsLeft.class)
class SupervisedProcessTest {

  private static final Command SERVER = Command.shell("echo ready; exec sleep 100");

  private final List<Event> events = new CopyOnWriteArrayList<>();

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

  /** Supervises a command that goes on failing; returns the failure of the group. */
  private ExceptionGroup givenUp(
      int restarts,
      Supervisor.Restart restart,
      Command command,
      UnaryOperator<ProcessOptions> options) {
    return assertThrows(
        ExceptionGroup.class,
        () ->
            TaskGroup.run(group ->
                Processes.superviseProcess(
                    group, supervisor(restarts, restart), command, options, _ -> {})));
  }

  @Test
  void aProcessThatIsKilledIsStartedAgain() {
    var seen = new ArrayList<Long>();
    TaskGroup.run(group -> {
      var server = supervised(group, supervisor(2, ON_FAILURE));
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
    var failures = givenUp(2, ON_FAILURE, Command.shell("exit 9"), o -> o);

    var gaveUp = assertInstanceOf(IllegalStateException.class, failures.exceptions().getFirst());
    var cause = assertInstanceOf(ProcessFailedException.class, gaveUp.getCause());
    assertEquals(9, cause.status().code());
    assertEquals(3, events.size());
    assertInstanceOf(Event.GivingUp.class, events.getLast());
  }

  @Test
  void aProgramThatIsNotThereIsAFailureToo() {
    givenUp(1, ON_FAILURE, Command.of("no-such-program"), o -> o);

    assertInstanceOf(ProgramNotFoundException.class, events.getFirst().failure().orElseThrow());
  }

  @Test
  void whoEndsWellIsLeftAloneUnlessItIsToRunAlways() {
    TaskGroup.run(group -> {
      var once = Processes.superviseProcess(group, supervisor(9, ON_FAILURE), Command.of("true"));
      group.awaitIdle();
      assertEquals(1, once.starts());
      assertTrue(once.isOver());
      var error = assertThrows(IllegalStateException.class, once::process);
      assertTrue(error.getMessage().contains("after 1 starts"), error.getMessage());
    });
    givenUp(4, ALWAYS, Command.of("true"), o -> o);
    assertEquals(5, events.size());
  }

  /** Asks for an end, and lets the program end in some way behind that. */
  private void endAfterRequest(String end) {
    TaskGroup.run(group -> {
      var server =
          Processes.superviseProcess(
              group,
              supervisor(1, ON_FAILURE),
              Command.shell("echo ready; read line; " + end),
              o -> o.withStdin(Redirect.pipe()),
              SupervisedProcessTest::awaitReady);
      ChildProcess process = server.process();
      group.cancelScope().cancelAfter(ofMinutes(1), "Ctrl-C");
      process.stdin().send("\n".getBytes(UTF_8));
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"kill -INT $$", "kill -TERM $$", "exit 130", "exit 143"})
  void aProgramThatTheSameRequestEndsHasDoneAsItShould(String end) {
    endAfterRequest(end);

    assertEquals(List.of(), events);
  }

  @Test
  void aProgramThatFailsAfterARequestToEndStillFails() {
    var failures = assertThrows(ExceptionGroup.class, () -> endAfterRequest("exit 3"));

    assertEquals(1, failures.match(ProcessFailedException.class).size(), failures::toString);
  }

  @Test
  void stoppingEndsTheProcessAndLeavesTheGroupAlone() {
    TaskGroup.run(group -> {
      var server = supervised(group, supervisor(9, ALWAYS));
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
              supervisor(0, ON_FAILURE),
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
    givenUp(
        2,
        ON_FAILURE,
        Command.shell("echo $$; exit 1"),
        o -> o.withStdout(Redirect.lines("job", lines.send())));
    lines.send().close();

    var pids = new ArrayList<String>();
    lines.receive().forEach(line -> pids.add(line.text()));
    assertEquals(3, pids.size());
    assertNotEquals(pids.getFirst(), pids.getLast());
  }
}
