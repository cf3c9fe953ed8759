package dev.fairlead.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Options of {@link Processes#runProcess} and {@link Processes#runPipeline}.
 *
 * {@snippet file="ProcessesSnippets.java" region="failure"}
 */
public sealed interface RunProcessOptions permits RunProcessSettings {

  /**
   * No input, both outputs captured up to 16 MiB each, more is an error, as is any other exit code
   * than 0; no deadline.
   */
  static RunProcessOptions defaults() {
    return RunProcessSettings.DEFAULTS;
  }

  /**
   * Sends bytes to the standard input, and then its end. No bytes are an empty input.
   *
   * @throws IllegalArgumentException if {@link #withStdin} has said where the input comes from
   */
  RunProcessOptions withInput(byte[] input);

  /** Sends text to the standard input, as UTF-8, and then its end. */
  RunProcessOptions withInput(String input);

  /**
   * Where the standard input comes from; a file, this program's own, a stream.
   *
   * @throws IllegalArgumentException if {@link #withInput(byte[])} has given an input, or if it is
   *     a pipe
   */
  RunProcessOptions withStdin(Redirect redirect);

  /** Where the standard output goes; {@link Redirect#pipe} captures it. */
  RunProcessOptions withStdout(Redirect redirect);

  /** Where the standard error goes; {@link Redirect#pipe} captures it. */
  RunProcessOptions withStderr(Redirect redirect);

  /** Limits how much of each output is captured, and says what happens to more. */
  RunProcessOptions withCapture(int limit, PastLimit pastLimit);

  /**
   * Writes an output that is more than the limit to a file instead of failing or dropping anything.
   * The file has all of it, and the end, as much as the limit allows, is captured too. Whoever gets
   * the {@link CompletedProcess}, or the {@link ProcessFailedException}, deletes the file; if the
   * run ends in any other way, it is deleted.
   *
   * {@snippet file="ProcessesSnippets.java" region="spill"}
   *
   * @param directory where the file is made, under a name of its own
   */
  RunProcessOptions withSpill(int limit, Path directory);

  /** Returns whatever the exit code is. */
  RunProcessOptions withoutCheck();

  /**
   * Ends the process when it takes longer, with a {@code DeadlineExceededException}.
   *
   * @throws IllegalArgumentException if the time is negative
   */
  RunProcessOptions withDeadline(Duration deadline);

  /**
   * How long to go on reading once the process has ended, while programs that it has left behind
   * still hold its pipes; 1 s by default. What is in the pipes by then still goes where the output
   * goes, however long that takes.
   */
  RunProcessOptions withOutputGrace(Duration grace);

  /** Changes how the process is started and ended; see {@link ProcessOptions}. */
  RunProcessOptions withProcess(UnaryOperator<ProcessOptions> change);

  /** Sends the standard output to a file instead of capturing it. */
  default RunProcessOptions withStdoutFile(Path file) {
    return withStdout(Redirect.file(file));
  }
}
