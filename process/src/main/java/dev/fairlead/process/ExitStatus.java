package dev.fairlead.process;

import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a process has ended: by itself with a code, or by a signal.
 *
 * {@snippet file="ProcessesSnippets.java" region="completed"}
 *
 * <p>A shell reports both in one number and cannot tell a program that was killed from one that
 * returned 137. This type can, on Linux, for every process; elsewhere, and where native access is
 * denied, only for signals that this program has sent itself.
 */
public sealed interface ExitStatus extends Serializable {

  /**
   * It has ended by itself.
   *
   * {@snippet file="ProcessesSnippets.java" region="completed"}
   *
   * @param code what it returned
   */
  record Exited(int code) implements ExitStatus {
    @Override
    public String toString() {
      return "exit code " + code;
    }
  }

  /**
   * A signal has ended it.
   *
   * {@snippet file="ProcessesSnippets.java" region="completed"}
   *
   * @param number the number of the signal
   */
  record Killed(int number) implements ExitStatus {
    @Override
    public int code() {
      return 128 + number;
    }

    @Override
    public String toString() {
      return "killed by " + Signal.nameOf(OptionalInt.of(number));
    }
  }

  /** The number a shell would report: the exit code, or 128 and the number of the signal. */
  int code();

  /** Whether it has ended by itself with code 0. */
  default boolean isSuccess() {
    return this instanceof Exited(int code) && code == 0;
  }

  /** The signal that has ended it; empty if none has, or one that has no name here. */
  default Optional<Signal> signal() {
    return this instanceof Killed(int number) ? Signal.ofNumber(number) : Optional.empty();
  }
}
