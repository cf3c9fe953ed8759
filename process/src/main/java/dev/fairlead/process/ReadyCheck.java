package dev.fairlead.process;

import java.io.IOException;

/**
 * Finds out when a process that was started is ready to serve.
 *
 * {@snippet file="ProcessesSnippets.java" region="ready"}
 */
@FunctionalInterface
public interface ReadyCheck {

  /** Waits until the process is ready: reads a line, tries to connect, looks for a file. */
  void await(ChildProcess process) throws IOException;
}
