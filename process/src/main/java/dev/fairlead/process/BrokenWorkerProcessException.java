package dev.fairlead.process;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a worker process ends, or cannot be understood, while it runs a function. The next
 * call gets another process.
 *
 * {@snippet file="ToProcessSnippets.java" region="crash"}
 */
public final class BrokenWorkerProcessException extends IOException {

  private static final long serialVersionUID = 1L;

  private final @Nullable ExitStatus status;

  BrokenWorkerProcessException(
      String what, Optional<ExitStatus> status, String output, Throwable cause) {
    super(
        what
            + status.map(it -> ", " + it).orElse("")
            + (output.isEmpty() ? "" : "; the end of its output:\n" + output),
        cause);
    this.status = status.orElse(null);
  }

  /** How the worker has ended; empty if it had not. */
  public Optional<ExitStatus> status() {
    return Optional.ofNullable(status);
  }
}
