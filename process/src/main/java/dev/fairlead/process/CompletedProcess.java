package dev.fairlead.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A process that has ended, from {@link Processes#runProcess}.
 *
 * {@snippet file="ProcessesSnippets.java" region="completed"}
 *
 * <p>Its arrays are its own; do not change them.
 */
public final class CompletedProcess {

  private final Command command;
  private final ExitStatus status;
  private final Captured stdout;
  private final Captured stderr;
  private final boolean inputConsumed;

  CompletedProcess(
      Command command, ExitStatus status, Captured stdout, Captured stderr, boolean inputConsumed) {
    this.command = command;
    this.status = status;
    this.stdout = stdout;
    this.stderr = stderr;
    this.inputConsumed = inputConsumed;
  }

  /** What was kept of an output, and how many bytes were not. */
  static final class Captured {
    static final Captured NOTHING = new Captured(new byte[0], 0, Optional.empty());

    private final byte[] bytes;
    private final long dropped;
    private final Optional<Path> file;

    Captured(byte[] bytes, long dropped, Optional<Path> file) {
      this.bytes = bytes;
      this.dropped = dropped;
      this.file = file;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  /** What was run. */
  public Command command() {
    return command;
  }

  /** How it has ended. */
  public ExitStatus status() {
    return status;
  }

  /** The standard output as far as it was captured and kept. */
  public byte[] stdout() {
    return stdout.bytes();
  }

  /** The standard output as UTF-8. */
  public String stdoutText() {
    return new String(stdout.bytes(), UTF_8);
  }

  /** The standard error as far as it was captured and kept. */
  public byte[] stderr() {
    return stderr.bytes();
  }

  /** The standard error as UTF-8. */
  public String stderrText() {
    return new String(stderr.bytes(), UTF_8);
  }

  /**
   * The file with all of the standard output, if it was more than the limit and {@link
   * RunProcessOptions#withSpill} asked for one. Deleting it is up to you.
   */
  public Optional<Path> stdoutFile() {
    return stdout.file;
  }

  /** The file with all of the standard error; as {@link #stdoutFile}. */
  public Optional<Path> stderrFile() {
    return stderr.file;
  }

  /** How many bytes of standard output and error were dropped, as the limit wanted it. */
  public long droppedBytes() {
    return stdout.dropped + stderr.dropped;
  }

  /** Whether all of the input could be sent before the program ended or closed it. */
  public boolean inputConsumed() {
    return inputConsumed;
  }

  CompletedProcess orThrow() throws ProcessFailedException {
    if (!status.isSuccess()) {
      throw new ProcessFailedException("the command has failed", this);
    }
    return this;
  }

  @Override
  public String toString() {
    return command + ": " + status;
  }
}
