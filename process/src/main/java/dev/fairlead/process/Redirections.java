package dev.fairlead.process;

import dev.fairlead.process.internal.pipe.OsPipe;
import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.ByteSendStream;
import dev.fairlead.stream.ObjectSendStream;
import java.nio.file.Path;

/** The kinds of {@link Redirect}. */
final class Redirections {

  static final Plain PIPE = new Plain("pipe");
  static final Plain INHERIT = new Plain("inherit");
  static final Plain NONE = new Plain("none");
  static final Plain INTO_STDOUT = new Plain("into stdout");

  static final Plain EXTRA_INPUT = new Plain("further input");
  static final Plain EXTRA_OUTPUT = new Plain("further output");

  private Redirections() {}

  /** All of them. */
  sealed interface Kind extends Redirect {}

  /** One that needs no more words. */
  record Plain(String name) implements Kind {}

  /** A file. */
  record File(Path path, boolean append) implements Kind {}

  /** A stream that is copied from. */
  record Source(ByteReceiveStream stream) implements Kind {}

  /** A stream that is copied to. */
  record Sink(ByteSendStream stream) implements Kind {}

  /** A stream that is given each line. */
  record Lines(String source, ObjectSendStream<? super OutputLine> sink) implements Kind {}

  /** As a pipe; what is captured from it is copied to a stream too. */
  record Tee(ByteSendStream copy) implements Kind {}

  /** A pipe to or from another process. */
  record Between(OsPipe pipe) implements Kind {}

  /** A pipe of the JDK, to be pumped to or from another process. */
  record Pumped() implements Kind {}

  /** Whether a run captures what goes there. */
  static boolean isCaptured(Redirect redirect) {
    return redirect.equals(PIPE) || redirect instanceof Tee;
  }

  /** Whether something goes there only if a task copies it. */
  static boolean needsTask(Redirect redirect) {
    return redirect instanceof Source
        || redirect instanceof Sink
        || redirect instanceof Lines
        || redirect instanceof Tee;
  }

  static void checkInput(Redirect redirect) {
    if (redirect.equals(INTO_STDOUT)
        || redirect instanceof Sink
        || redirect instanceof Lines
        || redirect instanceof Tee
        || (redirect instanceof File(Path _, boolean append) && append)) {
      throw new IllegalArgumentException("standard input cannot come from this: " + redirect);
    }
  }

  static void checkOutput(Redirect redirect, int descriptor) {
    if (redirect instanceof Source || (redirect.equals(INTO_STDOUT) && descriptor != 2)) {
      throw new IllegalArgumentException(
          "descriptor " + descriptor + " is for output and cannot go to this: " + redirect);
    }
  }
}
