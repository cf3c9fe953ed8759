package dev.fairlead.process;

import java.time.Duration;

/**
 * Options of {@link Processes#openProcess}, {@link Processes#startProcess} and pipelines.
 *
 * {@snippet file="ProcessesSnippets.java" region="ending"}
 */
public sealed interface ProcessOptions permits ProcessSettings {

  /**
   * No input, the output through a pipe, the errors where this program's errors go; 5 s to end in
   * good order, 1 s if cancelled.
   */
  static ProcessOptions defaults() {
    return ProcessSettings.DEFAULTS;
  }

  /** Where the standard input comes from. */
  ProcessOptions withStdin(Redirect redirect);

  /** Where the standard output goes. */
  ProcessOptions withStdout(Redirect redirect);

  /** Where the standard error goes. */
  ProcessOptions withStderr(Redirect redirect);

  /**
   * Gives the process a further descriptor that it reads from; {@link ChildProcess#input} is the
   * other end. Linux, with native access.
   *
   * @param descriptor from 3 to 9
   */
  ProcessOptions withInput(int descriptor);

  /**
   * Gives the process a further descriptor that it writes to; {@link ChildProcess#output} is the
   * other end. Linux, with native access.
   *
   * @param descriptor from 3 to 9
   */
  ProcessOptions withOutput(int descriptor);

  /** How long closing waits after {@code SIGTERM} before it sends {@code SIGKILL}. */
  ProcessOptions withGrace(Duration grace);

  /** As {@link #withGrace}, for a task that is cancelled. */
  ProcessOptions withGraceWhenCancelled(Duration grace);

  /**
   * How long closing waits after {@code SIGKILL}, 5 s by default. A process in an uninterruptible
   * sleep of the kernel does not end; then closing throws a {@link ProcessStuckException}.
   */
  ProcessOptions withKillLimit(Duration limit);

  /**
   * Lets a task started by {@link Processes#startProcess} end silently when its process ends with
   * another code than 0.
   */
  ProcessOptions withoutCheck();
}
