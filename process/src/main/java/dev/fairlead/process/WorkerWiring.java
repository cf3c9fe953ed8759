package dev.fairlead.process;

import static dev.fairlead.process.ProcessSettings.STDERR;
import static dev.fairlead.process.ProcessSettings.STDIN;
import static dev.fairlead.process.ProcessSettings.STDOUT;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.fairlead.process.internal.spawn.Programs;
import java.util.ArrayList;
import java.util.List;

/**
 * Through which descriptors this program speaks with a worker. What is printed in the worker must
 * not get between answers, whoever prints it: the JVM, native code, a program that inherits its
 * standard output.
 */
enum WorkerWiring {
  /** Two further descriptors. */
  FURTHER_DESCRIPTORS(3, 4, STDOUT),

  /** The standard streams, which a shell makes two further descriptors. */
  MOVED_BY_SHELL(STDIN, STDOUT, STDERR),

  /** The standard streams: a program that inherits the standard output does disturb. */
  STANDARD_STREAMS(STDIN, STDOUT, STDERR);

  private static final String SHELL = "/bin/sh";
  private static final String MOVE = "exec 3<&0 4>&1 </dev/null >&2 && exec \"$@\"";
  private static final String[] PATHS = {"/dev/fd/3", "/dev/fd/4"};

  private final int requests;
  private final int answers;
  private final int output;

  WorkerWiring(int requests, int answers, int output) {
    this.requests = requests;
    this.answers = answers;
    this.output = output;
  }

  /** The best one. */
  static WorkerWiring on(Platform platform) {
    if (platform.spawner(true).givesDescriptors()) {
      return FURTHER_DESCRIPTORS;
    }
    boolean shell = platform != Platform.PORTABLE && Programs.find(SHELL).isPresent();
    return shell ? MOVED_BY_SHELL : STANDARD_STREAMS;
  }

  /** Where requests are sent to. */
  int requests() {
    return requests;
  }

  /** Where answers come from. */
  int answers() {
    return answers;
  }

  /** Where what is printed comes from. */
  int output() {
    return output;
  }

  Command command(WorkerSettings.Kind kind) {
    var all = new ArrayList<String>();
    if (this == MOVED_BY_SHELL) {
      all.addAll(List.of(SHELL, "-c", MOVE, "sh"));
    }
    String idle = Long.toString(MILLISECONDS.convert(kind.idleLimit())); // at most all there are
    all.addAll(
        this == STANDARD_STREAMS
            ? WorkerJvm.arguments(kind, idle)
            : WorkerJvm.arguments(kind, idle, PATHS[0], PATHS[1]));
    return WorkerJvm.withoutVariables(Command.of(all));
  }

  ProcessSettings options(Platform platform) {
    ProcessOptions options = ProcessSettings.DEFAULTS.on(platform);
    return (ProcessSettings)
        (this == FURTHER_DESCRIPTORS
            ? options.withStderr(Redirect.intoStdout()).withInput(requests).withOutput(answers)
            : options.withStdin(Redirect.pipe()).withStderr(Redirect.pipe()));
  }
}
