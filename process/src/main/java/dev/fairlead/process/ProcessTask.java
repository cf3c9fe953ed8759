package dev.fairlead.process;

import dev.fairlead.CancelScope;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A task that starts a process, says when it is ready, and ends with it. */
final class ProcessTask {

  // The end of its output is seen a moment before its own end.
  private static final Duration TIME_TO_END = Duration.ofSeconds(1);

  private final Command command;
  private final ProcessSettings settings;
  private final ReadyCheck ready;

  private ProcessTask(Command command, ProcessSettings settings, ReadyCheck ready) {
    this.command = command;
    this.settings = settings;
    this.ready = ready;
  }

  static ProcessTask of(Command command, UnaryOperator<ProcessOptions> options, ReadyCheck ready) {
    var settings = (ProcessSettings) options.apply(ProcessOptions.defaults());
    if (settings.redirects().values().stream().anyMatch(Redirections.Tee.class::isInstance)) {
      throw new IllegalArgumentException(
          "a tee copies what is captured, and a process that is a task captures nothing; use"
              + " Redirect.to or Redirect.lines, or runProcess");
    }
    return new ProcessTask(command, settings, ready);
  }

  Command command() {
    return command;
  }

  /** Runs one process to its end. May be called again, for another one. */
  void run(TaskStatus<ChildProcess> status) throws IOException {
    try (ChildProcess process = ProcessStart.open(command, settings)) {
      TaskGroup.<IOException>run(
          o -> o.withName("copies for " + command).withPlainFailure(),
          group -> attend(process, group, status));
    } catch (ExceptionGroup failures) {
      failures.throwSingle(IOException.class);
      throw failures;
    }
  }

  private void attend(ChildProcess process, TaskGroup group, TaskStatus<ChildProcess> status)
      throws IOException {
    var attendance = new Attendance(process, group);
    attendance.pump(settings.redirects());
    awaitReady(process, group);
    status.started(process);
    ExitStatus end = process.waitFor();
    attendance.finish(settings.patience().grace());
    if (settings.check() && !end.isSuccess()) {
      throw new ProcessFailedException("the process has failed", command, end);
    }
  }

  /** A process that ends before it is ready has failed, whatever its code. */
  private void awaitReady(ChildProcess process, TaskGroup group) throws IOException {
    CancelScope scope = CancelScope.create(o -> o.withName("until it is ready"));
    var watching =
        group.startSoon(
            o -> o.withName("end of " + command),
            () -> {
              process.waitFor();
              scope.cancel("the process has ended");
            });
    try {
      scope.run(() -> ready.await(process));
    } catch (IOException e) {
      CancelScope.moveOnAfter(TIME_TO_END).run(() -> process.waitFor());
      if (process.exitStatus().isEmpty()) {
        throw e;
      }
      ProcessFailedException failed = endedEarly(process);
      failed.addSuppressed(e);
      throw failed;
    }
    if (scope.cancelledCaught()) {
      throw endedEarly(process);
    }
    watching.cancel();
  }

  private ProcessFailedException endedEarly(ChildProcess process) {
    return new ProcessFailedException(
        "the process has ended before it was ready", command, process.waitFor());
  }
}
