package dev.fairlead.process;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a process has not ended with code 0, and was expected to.
 *
 * {@snippet file="ProcessesSnippets.java" region="failure"}
 */
public final class ProcessFailedException extends IOException {

  private static final long serialVersionUID = 1L;

  private static final int TAIL_CHARACTERS = 2_000;

  private final Command command;
  private final ExitStatus status;
  private final byte[] stdout;
  private final byte[] stderr;
  private final @Nullable URI stdoutFile;
  private final @Nullable URI stderrFile;

  ProcessFailedException(String what, Command command, ExitStatus status) {
    super(what + ", " + status + ": " + command);
    this.command = command;
    this.status = status;
    this.stdout = new byte[0];
    this.stderr = new byte[0];
    this.stdoutFile = null;
    this.stderrFile = null;
  }

  ProcessFailedException(String what, CompletedProcess completed) {
    super(
        what
            + ", "
            + completed.status()
            + ": "
            + completed.command()
            + where("standard output", completed.stdoutFile())
            + where("standard error", completed.stderrFile())
            + tail(completed.stdout(), completed.stderr()));
    this.command = completed.command();
    this.status = completed.status();
    this.stdout = completed.stdout().clone();
    this.stderr = completed.stderr().clone();
    this.stdoutFile = completed.stdoutFile().map(Path::toUri).orElse(null);
    this.stderrFile = completed.stderrFile().map(Path::toUri).orElse(null);
  }

  private static String where(String what, Optional<Path> file) {
    return file.map(it -> "; all of its " + what + " is in " + it).orElse("");
  }

  private static String tail(byte[] stdout, byte[] stderr) {
    if (stderr.length > 0) {
      return "; the end of its standard error:\n" + end(stderr);
    }
    return stdout.length > 0 ? "; the end of its standard output:\n" + end(stdout) : "";
  }

  private static String end(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8).stripTrailing();
    return text.length() <= TAIL_CHARACTERS
        ? text
        : "..." + text.substring(text.length() - TAIL_CHARACTERS);
  }

  /** What was run. */
  public Command command() {
    return command;
  }

  /** How it has ended. */
  public ExitStatus status() {
    return status;
  }

  /** The standard output as far as it was kept. */
  public byte[] stdout() {
    return stdout.clone();
  }

  /** The standard error as far as it was kept. */
  public byte[] stderr() {
    return stderr.clone();
  }

  /** The file with all of the standard output, if there is one; see {@code withSpill}. */
  public Optional<Path> stdoutFile() {
    return Optional.ofNullable(stdoutFile).map(Path::of);
  }

  /** The file with all of the standard error, if there is one; see {@code withSpill}. */
  public Optional<Path> stderrFile() {
    return Optional.ofNullable(stderrFile).map(Path::of);
  }
}
