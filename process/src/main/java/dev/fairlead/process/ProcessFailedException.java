package dev.fairlead.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Thrown when a process has not ended with code 0, and was expected to. */
public final class ProcessFailedException extends IOException {

  private static final long serialVersionUID = 1L;

  private static final int TAIL_CHARACTERS = 2_000;

  private final transient Command command;
  private final transient ExitStatus status;
  private final byte[] stdout;
  private final byte[] stderr;

  ProcessFailedException(String what, Command command, ExitStatus status) {
    this(what, command, status, new byte[0], new byte[0]);
  }

  ProcessFailedException(
      String what, Command command, ExitStatus status, byte[] stdout, byte[] stderr) {
    super(what + ", " + status + ": " + command + tail(stdout, stderr));
    this.command = command;
    this.status = status;
    this.stdout = stdout.clone();
    this.stderr = stderr.clone();
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
}
