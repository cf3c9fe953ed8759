package dev.fairlead.process;

import static dev.fairlead.process.ProcessSettings.STDERR;
import static dev.fairlead.process.ProcessSettings.STDOUT;

import dev.fairlead.CancelScope;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.ByteSendStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A run of one process or a pipeline to its end. */
final class ProcessRun {

  private final List<Command> commands;
  private final RunProcessSettings settings;
  private final List<Spill> spills = new ArrayList<>();

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
    boolean completed = false;
    try (Pipeline pipeline = Pipeline.open(commands, settings.process())) {
      List<CompletedProcess> processes = attended(pipeline.processes());
      completed = true;
      return processes;
    } finally {
      for (Spill spill : spills) {
        spill.end(completed);
      }
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
    Redirect redirect = settings.process().redirect(descriptor);
    if (Redirections.isCaptured(redirect)) {
      String what = (descriptor == STDOUT ? "the output of " : "the error output of ");
      var limits = settings.limits();
      var capture = new Capture(what + process.command(), limits.capture(), limits.pastLimit());
      if (redirect instanceof Redirections.Tee(ByteSendStream copy)) {
        capture.withCopy(copy::send);
      }
      limits.spill().ifPresent(directory -> capture.withSpill(spill(directory, descriptor)));
      attendance.capture(descriptor, capture);
    }
  }

  private Spill spill(Path directory, int descriptor) {
    var spill = new Spill(directory, descriptor == STDOUT ? "stdout" : "stderr");
    spills.add(spill);
    return spill;
  }
}
