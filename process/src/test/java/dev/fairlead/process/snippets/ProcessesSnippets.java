package dev.fairlead.process.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.process.Command;
import dev.fairlead.process.ExitStatus;
import dev.fairlead.process.OutputTooLargeException;
import dev.fairlead.process.PastLimit;
import dev.fairlead.process.ProcessFailedException;
import dev.fairlead.process.ProcessGroup;
import dev.fairlead.process.ProcessStuckException;
import dev.fairlead.process.Processes;
import dev.fairlead.process.ProgramNotFoundException;
import dev.fairlead.process.Redirect;
import dev.fairlead.process.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesSnippets {

  private final List<Object> trail = new ArrayList<>();

  @TempDir Path folder;

  @Test
  void aProgramThatRunsToItsEnd() throws IOException {
    Fairlead.run(() -> {
      // @start region="run"
      var sorted = Processes.runProcess(Command.of("sort"), o -> o.withInput("b\na\n"));
      trail.add(sorted.stdoutText());
      // @end
    });
    assertEquals(List.of("a\nb\n"), trail);
  }

  @Test
  void aProgramThatFails() throws IOException {
    Fairlead.run(() -> {
      // @start region="failure"
      try {
        Processes.runProcess(
            Command.shell("echo 'no such host' >&2; exit 7"),
            o -> o.withDeadline(ofSeconds(30)).withCapture(64_000, PastLimit.KEEP_END));
      } catch (ProcessFailedException e) {
        trail.add(e.status()); // exit code 7; the message has the end of the error output
      }
      // @end
    });
    assertEquals("[exit code 7]", trail.toString());
  }

  @Test
  void aProgramToTalkTo() throws IOException {
    Fairlead.run(() -> {
      // @start region="open"
      try (var calculator =
          Processes.openProcess(
              Command.of("sed", "-u", "s/one/1/"), o -> o.withStdin(Redirect.pipe()))) {
        calculator.stdin().send("one\n".getBytes(UTF_8));
        trail.add(new String(calculator.stdout().receive(), UTF_8));
      } // ended here, with everything it has started
      // @end
    });
    assertEquals(List.of("1\n"), trail);
  }

  @Test
  void aCommandAndItsSurroundings() throws IOException {
    Fairlead.run(() -> {
      // @start region="command"
      Command build =
          Command.shell("echo $MODE > \"$1\"", "result")
              .withVariable("MODE", "fast")
              .withDirectory(folder);
      Processes.runProcess(build);
      // @end
    });
    assertEquals("fast\n", Files.readString(folder.resolve("result")));
  }

  @Test
  void redirects() throws IOException {
    Path log = folder.resolve("log");
    Fairlead.run(() -> {
      // @start region="redirect"
      Processes.runProcess(
          Command.shell("echo out; echo err >&2"),
          o -> o.withStdout(Redirect.append(log)).withStderr(Redirect.intoStdout()));
      // @end
    });
    assertEquals("out\nerr\n", Files.readString(log));
  }

  @Test
  void aPipeline() throws IOException {
    Fairlead.run(() -> {
      // @start region="pipeline"
      var biggest =
          Processes.runPipeline(
              Command.of("seq", "1000"), Command.of("sort", "-rn"), Command.of("head", "-n", "2"));
      trail.add(biggest.stdoutText());
      trail.add(biggest.statuses().size());
      // @end
    });
    assertEquals(List.of("1000\n999\n", 3), trail);
  }

  @Test
  void aProcessThatReportsWhenItIsReady() throws IOException {
    Command server = Command.shell("echo listening; sleep 100");
    Fairlead.run(() -> {
      // @start region="ready"
      TaskGroup.run(group -> {
        var process =
            Processes.startProcess(
                group,
                server,
                o -> o.withGrace(ofSeconds(2)),
                it -> trail.add(new String(it.stdout().receive(), UTF_8)));
        trail.add(process.exitStatus()); // it runs, and serves this group
        group.cancel("nobody needs it any more");
      });
      // @end
    });
    assertTrue(trail.toString().startsWith("[listening\n, Optional.empty"), trail.toString());
  }

  @Test
  void whatIsKnownOfAProgramThatHasEnded() throws IOException {
    Fairlead.run(() -> {
      // @start region="completed"
      var completed =
          Processes.runProcess(Command.shell("echo found; exit 1"), o -> o.withoutCheck());
      switch (completed.status()) {
        case ExitStatus.Exited(int code) -> trail.add("code " + code); // here it is 1
        case ExitStatus.Killed(int number) -> trail.add("signal " + number);
      }
      trail.add(completed.stdoutText());
      // @end
    });
    assertEquals(List.of("code 1", "found\n"), trail);
  }

  @Test
  void outputThatIsTooMuchForMemory() throws IOException {
    Fairlead.run(() -> {
      // @start region="spill"
      var numbers =
          Processes.runProcess(Command.of("seq", "100000"), o -> o.withSpill(1_000, folder));
      Path all = numbers.stdoutFile().orElseThrow(); // stdout() is the last 1,000 bytes of it
      trail.add(Files.size(all));
      Files.delete(all);
      // @end
    });
    assertEquals(List.of(588_895L), trail);
  }

  @Test
  void outputThatIsTooMuchAtAll() throws IOException {
    Fairlead.run(() -> {
      // @start region="too-large"
      try {
        Processes.runProcess(Command.of("yes"), o -> o.withCapture(10_000, PastLimit.FAIL));
      } catch (OutputTooLargeException e) {
        trail.add(e.limit()); // the program has been ended
      }
      // @end
    });
    assertEquals(List.of(10_000), trail);
  }

  @Test
  void aProgramThatIsNotThere() throws IOException {
    Fairlead.run(() -> {
      // @start region="not-found"
      try {
        Processes.runProcess(Command.of("no-such-program"));
      } catch (ProgramNotFoundException e) {
        trail.add(e.program());
      }
      // @end
    });
    assertEquals(List.of("no-such-program"), trail);
  }

  @Test
  void aSessionOfItsOwn() throws IOException {
    Fairlead.run(() -> {
      // @start region="group"
      Command job =
          Command.shell("ps -o sid= -p $$; echo $$").withProcessGroup(ProcessGroup.OWN_SESSION);
      // @end
      trail.addAll(Processes.runProcess(job).stdoutText().lines().map(String::strip).toList());
    });
    assertEquals(trail.getFirst(), trail.getLast());
  }

  @Test
  void howAProcessIsEnded() throws IOException {
    Fairlead.run(() -> {
      // @start region="ending"
      try (var process =
          Processes.openProcess(
              Command.of("sleep", "100"),
              o -> o.withGrace(ofSeconds(10)).withKillLimit(ofSeconds(2)))) {
        trail.add(process.signal(Signal.SIGUSR1)); // false if it had ended
        trail.add(process.waitFor()); // how it has ended
      } catch (ProcessStuckException e) {
        trail.add(e.pid()); // the kernel does not let it go, not even after SIGKILL
      }
      // @end
    });
    assertEquals("[true, killed by SIGUSR1]", trail.toString());
  }
}
