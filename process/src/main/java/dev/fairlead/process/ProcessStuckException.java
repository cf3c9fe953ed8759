package dev.fairlead.process;

import java.io.IOException;
import java.time.Duration;

/**
 * Thrown when a process does not end even after {@code SIGKILL}, because the kernel holds it. It is
 * reaped in the background if it ends after all.
 *
 * {@snippet file="ProcessesSnippets.java" region="ending"}
 */
public final class ProcessStuckException extends IOException {

  private static final long serialVersionUID = 1L;

  private final long pid;

  ProcessStuckException(long pid, Command command, Duration limit) {
    super(
        "process "
            + pid
            + " has not ended within "
            + limit
            + " after SIGKILL; the kernel holds it, often for a disk or a network that hangs: "
            + command);
    this.pid = pid;
  }

  /** The number of the process. */
  public long pid() {
    return pid;
  }
}
