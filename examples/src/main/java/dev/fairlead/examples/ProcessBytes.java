package dev.fairlead.examples;

import dev.fairlead.CancelScope;
import dev.fairlead.process.ChildProcess;
import dev.fairlead.process.Command;
import dev.fairlead.process.ExitStatus;
import dev.fairlead.process.Processes;
import dev.fairlead.process.Redirect;
import dev.fairlead.stream.ForwardingByteStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The standard input and output of a program that ends when this is closed. */
final class ProcessBytes extends ForwardingByteStream {

  private final ChildProcess process;

  private final String command;

  private ProcessBytes(ChildProcess process, String command) {
    super(process.stdio());
    this.process = process;
    this.command = command;
  }

  /** Starts what a user would type into a shell. */
  static ProcessBytes start(String line) throws IOException {
    return new ProcessBytes(
        Processes.openProcess(Command.shell(line), o -> o.withStdin(Redirect.pipe())), line);
  }

  /**
   * How the program has ended. One that has closed its output, and ends no sooner than that, is
   * waited for so long; after that it is none of ours how it ends. A checkpoint.
   */
  Optional<ExitStatus> endWithin(Duration limit) {
    return CancelScope.moveOnAfter(limit).attempt(process::waitFor);
  }

  @Override
  public String toString() {
    return "exec:" + command;
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
