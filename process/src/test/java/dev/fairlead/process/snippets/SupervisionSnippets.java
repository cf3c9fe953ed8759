package dev.fairlead.process.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Backoff;
import dev.fairlead.Fairlead;
import dev.fairlead.Supervisor;
import dev.fairlead.TaskGroup;
import dev.fairlead.process.Command;
import dev.fairlead.process.OutputLine;
import dev.fairlead.process.Processes;
import dev.fairlead.process.Redirect;
import dev.fairlead.stream.MemoryObjectStreams;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SupervisionSnippets {

  private final List<Object> trail = new ArrayList<>();

  @Test
  void aProgramThatIsStartedAgain() {
    Command server = Command.shell("echo listening; exec sleep 100");
    Fairlead.run(() -> {
      // @start region="supervise"
      var supervisor =
          Supervisor.of(o -> o.withIntensity(5, ofMinutes(1)).withBackoff(Backoff.none()));
      TaskGroup.run(group -> {
        var supervised =
            Processes.superviseProcess(
                group,
                supervisor,
                server,
                o -> o,
                it -> trail.add(new String(it.stdout().receive(), UTF_8).strip()));
        var first = supervised.process();
        trail.add("it crashes");
        first.kill();
        first.waitFor();
        supervised.process(); // another one, and it is ready
        supervised.stop();
      });
      // @end
    });
    assertEquals(List.of("listening", "it crashes", "listening"), trail);
  }

  @Test
  void theLinesOfSeveralPrograms() {
    Command build = Command.shell("echo compiled");
    Command check = Command.shell("echo 2 warnings >&2");
    Fairlead.run(() -> {
      // @start region="lines"
      var lines = MemoryObjectStreams.<OutputLine>create(100);
      TaskGroup.run(group -> {
        Processes.startProcess(
            group, build, o -> o.withStdout(Redirect.lines("build", lines.send())), _ -> {});
        Processes.startProcess(
            group, check, o -> o.withStderr(Redirect.lines("check", lines.send())), _ -> {});
        group.awaitIdle();
        lines.send().close();
        for (OutputLine line : lines.receive()) {
          trail.add(line.toString()); // "build: compiled", "check! 2 warnings"
        }
      });
      // @end
    });
    trail.sort(null);
    assertEquals(List.of("build: compiled", "check! 2 warnings"), trail);
  }
}
