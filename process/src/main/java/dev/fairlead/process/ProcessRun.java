package dev.fairlead.process;

import static dev.fairlead.process.ProcessSettings.STDERR;
import static dev.fairlead.process.ProcessSettings.STDOUT;

import dev.fairlead.CancelScope;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.TaskGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A run of one process or a pipeline to its end. */
final class ProcessRun {

  private final List<Command> commands;
  private final RunProcessSettings settings;

  ProcessRun(List<Command> commands, RunProcessSettings settings) {
    this.commands = commands;
    this.settings = settings;
  }

  List<CompletedProcess> run() throws IOException {
    var deadline = settings.limits().deadline();
    if (deadline.isEmpty()) {
      return toEnd();
    }
    return CancelScope.failAfter(
            deadline.get(),
            o -> o.withReason("not ended within " + deadline.get() + ": " + commands))
        .call(this::toEnd);
  }

  private List<CompletedProcess> toEnd() throws IOException {
    try (Pipeline pipeline = Pipeline.open(commands, settings.process())) {
      return attended(pipeline.processes());
    }
  }

  private List<CompletedProcess> attended(List<ChildProcess> processes) throws IOException {
    try {
      return TaskGroup.call(
          o -> o.withName("run " + commands.getFirst()).withPlainFailure(),
          group -> attend(processes, group));
    } catch (ExceptionGroup failures) {
      failures.throwSingle(IOException.class);
      throw failures;
    }
  }

  private List<CompletedProcess> attend(List<ChildProcess> processes, TaskGroup group)
      throws IOException {
    List<Attendance> attendances =
        processes.stream().map(process -> new Attendance(process, group)).toList();
    settings.input().ifPresent(attendances.getFirst()::feed);
    for (int i = 0; i < processes.size(); i++) {
      Attendance attendance = attendances.get(i);
      attendance.pump(Pipeline.redirectsOf(i, processes.size(), settings.process().redirects()));
      if (i == processes.size() - 1) {
        capture(STDOUT, processes.get(i), attendance);
      }
      capture(STDERR, processes.get(i), attendance);
    }
    var completed = new ArrayList<CompletedProcess>();
    for (int i = 0; i < processes.size(); i++) {
      ExitStatus status = processes.get(i).waitFor();
      attendances.get(i).finish(settings.limits().outputGrace());
      completed.add(attendances.get(i).completed(status));
    }
    return completed;
  }

  private void capture(int descriptor, ChildProcess process, Attendance attendance) {
    if (Redirect.pipe().equals(settings.process().redirects().get(descriptor))) {
      String what = (descriptor == STDOUT ? "the output of " : "the error output of ");
      var limits = settings.limits();
      attendance.capture(
          descriptor, new Capture(what + process.command(), limits.capture(), limits.pastLimit()));
    }
  }
}
