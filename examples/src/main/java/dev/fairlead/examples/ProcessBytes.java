package dev.fairlead.examples;

import dev.fairlead.process.ChildProcess;
import dev.fairlead.process.Command;
import dev.fairlead.process.Processes;
import dev.fairlead.process.Redirect;
import dev.fairlead.stream.ForwardingByteStream;
import java.io.IOException;

/** The standard input and output of a program that ends when this is closed. */
final class ProcessBytes extends ForwardingByteStream {

  private final ChildProcess process;

  private ProcessBytes(ChildProcess process) {
    super(process.stdio());
    this.process = process;
  }

  /** Starts what a user would type into a shell. */
  static ProcessBytes start(String line) throws IOException {
    return new ProcessBytes(
        Processes.openProcess(Command.shell(line), o -> o.withStdin(Redirect.pipe())));
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
