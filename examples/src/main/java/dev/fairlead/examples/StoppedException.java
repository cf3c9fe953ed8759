package dev.fairlead.examples;

import dev.fairlead.process.ReceivedSignal;

/** Thrown when a signal has ended a demo before its work was done. */
final class StoppedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  /** Says which signal it was. */
  StoppedException(ReceivedSignal signal) {
    super("stopped by " + signal.signal());
    status = 128 + signal.signal().number();
  }

  /** What a shell expects of a program that was ended by that signal. */
  int status() {
    return status;
  }
}
