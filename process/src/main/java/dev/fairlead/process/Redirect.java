package dev.fairlead.process;

import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.ByteSendStream;
import dev.fairlead.stream.ObjectSendStream;
import java.nio.file.Path;

/**
 * Where a standard stream of a process comes from or goes to.
 *
 * {@snippet file="ProcessesSnippets.java" region="redirect"}
 */
public sealed interface Redirect permits Redirections.Kind {

  /** A pipe whose other end is a stream of the {@link ChildProcess}. */
  static Redirect pipe() {
    return Redirections.PIPE;
  }

  /** The same as that of this program. */
  static Redirect inherit() {
    return Redirections.INHERIT;
  }

  /** Nothing to read, and nowhere to write to. */
  static Redirect none() {
    return Redirections.NONE;
  }

  /** A file: read from, or emptied and written to. */
  static Redirect file(Path path) {
    return new Redirections.File(path, false);
  }

  /** A file that is written to at its end. For output only. */
  static Redirect append(Path path) {
    return new Redirections.File(path, true);
  }

  /** Where the standard output goes. For the standard error only. */
  static Redirect intoStdout() {
    return Redirections.INTO_STDOUT;
  }

  /**
   * What a stream gives, until its end; it is not closed. If it breaks, the run fails with its
   * error. For the standard input only, and where tasks can do the copying: in {@link
   * Processes#runProcess} and {@link Processes#startProcess}.
   */
  static Redirect from(ByteReceiveStream source) {
    return new Redirections.Source(source);
  }

  /** A stream that takes the output; it is not closed. For output only; as {@link #from}. */
  static Redirect to(ByteSendStream sink) {
    return new Redirections.Sink(sink);
  }

  /**
   * A stream that takes the output line by line, each with a name, so that several outputs and
   * several programs can share it; it is not closed. For output only; as {@link #from}.
   *
   * <p>Lines are UTF-8, with a replacement for what is not. One of more than 64 KiB comes in
   * pieces. Those of one output come in order; between outputs, the pipes keep no order.
   */
  static Redirect lines(String source, ObjectSendStream<? super OutputLine> sink) {
    return new Redirections.Lines(source, sink);
  }

  /**
   * A stream that takes a copy of the output while it is captured; it is not closed. If it does not
   * keep up, the program waits. For output of {@link Processes#runProcess} and {@link
   * Processes#runPipeline} only.
   */
  static Redirect tee(ByteSendStream copy) {
    return new Redirections.Tee(copy);
  }
}
