package dev.fairlead.process;

import dev.fairlead.Supervisor;
import dev.fairlead.TaskGroup;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Starts programs.
 *
 * {@snippet file="ProcessesSnippets.java" region="run"}
 *
 * <p>{@link #runProcess} runs one to its end and gives what it has written. {@link #openProcess}
 * gives it as a resource, with its standard streams as byte streams. {@link #startProcess} makes it
 * a task of a group, {@link #superviseProcess} one that is started again when its process ends.
 * {@link #runPipeline} and {@link #openPipeline} run several programs.
 *
 * <p>A program that is started has no input unless it is given one, and a process group of its own,
 * so that it can be ended together with everything it has started. It always ends with the scope
 * that it belongs to.
 *
 * <p>On Linux this uses native code, to start programs and to hear of their ends with one thread
 * for all of them; their pipes are waited for by the runtime's loop. {@code
 * --enable-native-access=dev.fairlead.process} keeps the JVM from warning about it. Where native
 * access is denied, and on other systems, the JDK starts the programs; then exit codes above 128 do
 * not tell signals apart, there are no further descriptors, and what a program has left behind when
 * it ends cannot be ended.
 */
public final class Processes {

  private Processes() {}

  /**
   * Runs a program to its end. A checkpoint; if cancelled, the program is ended first.
   *
   * @throws ProcessFailedException if it ends with another code than 0, or by a signal
   * @throws OutputTooLargeException if it writes more than 16 MiB to one of its outputs
   * @throws ProgramNotFoundException if there is no such program
   */
  public static CompletedProcess runProcess(Command command) throws IOException {
    return runProcess(command, UnaryOperator.identity());
  }

  /**
   * As {@link #runProcess(Command)}, with options.
   *
   * @throws dev.fairlead.DeadlineExceededException if it takes longer than it may
   */
  public static CompletedProcess runProcess(
      Command command, UnaryOperator<RunProcessOptions> options) throws IOException {
    var settings = (RunProcessSettings) options.apply(RunProcessOptions.defaults());
    CompletedProcess completed = new ProcessRun(List.of(command), settings).run().getFirst();
    return settings.check() ? completed.orThrow() : completed;
  }

  /**
   * Starts a program. Close what is returned. A checkpoint, before anything is started.
   *
   * @throws ProgramNotFoundException if there is no such program
   */
  public static ChildProcess openProcess(Command command) throws IOException {
    return openProcess(command, UnaryOperator.identity());
  }

  /** As {@link #openProcess(Command)}, with options. */
  public static ChildProcess openProcess(Command command, UnaryOperator<ProcessOptions> options)
      throws IOException {
    var settings = (ProcessSettings) options.apply(ProcessOptions.defaults());
    refuseStreams(settings);
    return ProcessStart.open(command, settings);
  }

  private static void refuseStreams(ProcessSettings settings) {
    if (settings.redirects().values().stream().anyMatch(Redirections::needsTask)) {
      throw new IllegalArgumentException(
          "copying from or to a stream takes a task; use startProcess or runProcess, or copy from"
              + " and to the process's own streams");
    }
  }

  /**
   * Starts a program as a task of a group: the task ends when the program does, and when the group
   * is cancelled the program is ended. If the program fails, so does the task. A checkpoint.
   *
   * @return the process, which belongs to the task
   */
  public static ChildProcess startProcess(TaskGroup group, Command command) throws IOException {
    return startProcess(group, command, UnaryOperator.identity(), _ -> {});
  }

  /**
   * As {@link #startProcess(TaskGroup, Command)}, with options, and returns once the process is
   * ready.
   *
   * {@snippet file="ProcessesSnippets.java" region="ready"}
   *
   * @throws ProcessFailedException if it ends before it is ready
   * @throws IOException what the check threw; the process is ended
   */
  public static ChildProcess startProcess(
      TaskGroup group, Command command, UnaryOperator<ProcessOptions> options, ReadyCheck ready)
      throws IOException {
    var task = ProcessTask.of(command, options, ready);
    return group.<ChildProcess, IOException>start(o -> o.withName("run " + command), task::run);
  }

  /**
   * Starts a program as a task of a group, and starts it again when it ends, as a supervisor says.
   *
   * @return what knows the process that runs at the moment
   */
  public static SupervisedProcess superviseProcess(
      TaskGroup group, Supervisor supervisor, Command command) {
    return superviseProcess(group, supervisor, command, UnaryOperator.identity(), _ -> {});
  }

  /**
   * As {@link #superviseProcess(TaskGroup, Supervisor, Command)}, with options, and with a check
   * that each new process has to pass before {@link SupervisedProcess#process} gives it out. Does
   * not wait.
   *
   * <p>A process that ends with another code than 0, by a signal, or before it is ready has failed,
   * as has one whose check fails; that a program is not there is a failure too. After {@link
   * ProcessOptions#withoutCheck} any end is a good one, which only {@link
   * Supervisor.Restart#ALWAYS} follows by another start.
   *
   * {@snippet file="SupervisionSnippets.java" region="supervise"}
   */
  public static SupervisedProcess superviseProcess(
      TaskGroup group,
      Supervisor supervisor,
      Command command,
      UnaryOperator<ProcessOptions> options,
      ReadyCheck ready) {
    return SupervisedProcess.start(group, supervisor, ProcessTask.of(command, options, ready));
  }

  /**
   * Runs several programs, each reading what the one before it writes, to their ends. A checkpoint.
   *
   * @throws ProcessFailedException if one of them fails; that {@code SIGPIPE} ends one because the
   *     next has read enough is no failure
   */
  public static CompletedPipeline runPipeline(Command... commands) throws IOException {
    return runPipeline(List.of(commands), UnaryOperator.identity());
  }

  /**
   * As {@link #runPipeline(Command...)}, with options: the input is that of the first program, the
   * output that of the last, and the error output of each is captured on its own.
   */
  public static CompletedPipeline runPipeline(
      List<Command> commands, UnaryOperator<RunProcessOptions> options) throws IOException {
    var settings = (RunProcessSettings) options.apply(RunProcessOptions.defaults());
    var completed = new CompletedPipeline(new ProcessRun(commands, settings).run());
    return settings.check() ? completed.orThrow() : completed;
  }

  /**
   * Starts several programs, each reading what the one before it writes. Close what is returned. A
   * checkpoint.
   */
  public static Pipeline openPipeline(Command... commands) throws IOException {
    return openPipeline(List.of(commands), UnaryOperator.identity());
  }

  /** As {@link #openPipeline(Command...)}, with options, as {@link #runPipeline} takes them. */
  public static Pipeline openPipeline(List<Command> commands, UnaryOperator<ProcessOptions> options)
      throws IOException {
    var settings = (ProcessSettings) options.apply(ProcessOptions.defaults());
    refuseStreams(settings);
    return Pipeline.open(commands, settings);
  }
}
