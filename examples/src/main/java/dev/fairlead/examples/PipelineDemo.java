package dev.fairlead.examples;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.fairlead.Backoff;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.Fairlead;
import dev.fairlead.Supervisor;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.process.ChildProcess;
import dev.fairlead.process.Command;
import dev.fairlead.process.ExitStatus;
import dev.fairlead.process.Pipeline;
import dev.fairlead.process.Processes;
import dev.fairlead.process.Redirect;
import dev.fairlead.process.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Pipes programs into each other and watches over them. */
final class PipelineDemo {

  static final Demo DEMO =
      new Demo(
          "pipeline", "Pipes programs into each other and watches over them", PipelineDemo::run);

  private static final Duration FIRST_PAUSE = ofMillis(500);
  private static final Duration LONGEST_PAUSE = ofMinutes(1);
  private static final Duration FOR_EVER = ofDays(36_500);
  private static final String USAGE =
      """
      Usage: ./fairlead pipeline [OPTION...] COMMAND...

      Runs each COMMAND in a shell; the output of each is the input of the next. The first one reads
      standard input, the last one writes standard output.

        --restart N      if a command fails, start all again, up to N times, after 0.5 s, 1 s ... 60 s
        --grace SECONDS  after Ctrl-C or SIGTERM, give them so long (5)
        --quiet          do not say how they ended

      If one fails, the others are ended. SIGTERM ends the first command; the others come to the end
      of their input, so what is under way arrives. What has not ended after the grace is killed.
      Ends with 0 if all have succeeded.
      """;

  private final List<String> commands;
  private final Duration grace;
  private final boolean talkative;

  private PipelineDemo(List<String> commands, Duration grace, boolean talkative) {
    this.commands = commands;
    this.grace = grace;
    this.talkative = talkative;
  }

  private static void run(List<String> words) throws Exception {
    Arguments arguments =
        Arguments.parse(words, Set.of("--restart", "--grace"), Set.of("--quiet", "--help"));
    if (arguments.has("--help")) {
      System.out.print(USAGE);
      return;
    }
    if (arguments.rest().isEmpty()) {
      throw new UsageException("name at least one command");
    }
    int restarts = arguments.number("--restart", 0, 0, 1_000_000);
    Duration grace = ofSeconds(arguments.number("--grace", 5, 0, 86_400));
    var demo = new PipelineDemo(arguments.rest(), grace, !arguments.has("--quiet"));
    TaskGroup.GroupAction<Exception> program = group -> demo.supervise(restarts);
    Shutdown.run(grace, program);
  }

  /** Runs the pipeline until it succeeds, has failed too often, or is asked to stop. */
  private void supervise(int restarts) throws DemoFailedException {
    var supervisor =
        Supervisor.of(o ->
            o.withIntensity(restarts, FOR_EVER)
                .withBackoff(Backoff.exponential(FIRST_PAUSE, LONGEST_PAUSE))
                .withObserver(this::tell));
    try {
      TaskGroup.run(group -> supervisor.start(group, "pipeline", this::runToSuccess));
    } catch (ExceptionGroup failures) {
      // The supervisor has given up; its cause is the last failure.
      if (failures.exceptions().getFirst().getCause() instanceof DemoFailedException last) {
        throw last;
      }
      throw failures;
    }
  }

  private void tell(Supervisor.Event event) {
    if (event instanceof Supervisor.Event.Restarting(var _, var _, Duration delay)) {
      say("starting again in " + delay.toMillis() / 1000.0 + " s");
    }
  }

  private void runToSuccess() throws IOException, DemoFailedException {
    if (Fairlead.stopRequested()) {
      return; // while it waited to be started again
    }
    long failed = runOnce().stream().filter(PipelineDemo::isFailure).count();
    if (failed > 0 && !Fairlead.stopRequested()) {
      throw new DemoFailedException(failed + " of " + commands.size() + " have failed");
    }
  }

  private List<ExitStatus> runOnce() throws IOException {
    Pipeline pipeline =
        Processes.openPipeline(
            commands.stream().map(line -> Command.shell(line)).toList(),
            o -> o.withStdin(Redirect.inherit()).withStdout(Redirect.inherit()).withGrace(grace));
    try (pipeline) {
      TaskGroup.run(group -> watch(pipeline, group));
    } finally {
      report(pipeline);
    }
    return statuses(pipeline);
  }

  /** Returns when all have ended, or one has failed. */
  private static void watch(Pipeline pipeline, TaskGroup group) {
    TaskHandle<?> stop =
        group.startSoon(
            o -> o.withName("stop"),
            () -> {
              Fairlead.awaitStopRequested();
              pipeline.processes().getFirst().terminate();
            });
    for (ChildProcess process : pipeline.processes()) {
      group.startSoon(() -> {
        boolean failed = isFailure(process.waitFor());
        if (failed && !Fairlead.stopRequested()) {
          group.cancel(process.command() + " has failed");
        }
      });
    }
    pipeline.waitFor();
    stop.cancel();
  }

  /** A program whose reader has had enough has not failed, nor has a shell that reports it. */
  private static boolean isFailure(ExitStatus status) {
    return !status.isSuccess() && status.code() != 128 + Signal.SIGPIPE.number();
  }

  private static List<ExitStatus> statuses(Pipeline pipeline) {
    return pipeline.processes().stream()
        .map(process -> process.exitStatus().orElseThrow())
        .toList();
  }

  private void report(Pipeline pipeline) {
    for (int i = 0; i < commands.size(); i++) {
      String ending =
          pipeline.processes().get(i).exitStatus().map(Object::toString).orElse("still running");
      say(ending + "  " + commands.get(i));
    }
  }

  private void say(String message) {
    if (talkative) {
      System.err.println(message);
    }
  }
}
