package dev.fairlead.examples;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.process.ReceivedSignal;
import dev.fairlead.process.Signals;
import java.time.Duration;
import java.util.Optional;

/**
 * Runs a program until it ends or the user stops it. Ctrl-C and {@code kill} ask its tasks to come
 * to an end and give them some time; a second Ctrl-C ends it at once.
 */
final class Shutdown {

  private Shutdown() {}

  /** Runs a server, for which being stopped is the usual end. */
  static <X extends Exception> void serve(Duration grace, TaskGroup.GroupAction<X> body) throws X {
    Fairlead.run(() -> Signals.runUntilStopped(grace, body));
  }

  /** Runs a program that has something to finish. */
  static <X extends Exception> void run(Duration grace, TaskGroup.GroupAction<X> body)
      throws X, StoppedException {
    Optional<ReceivedSignal> signal = Fairlead.call(() -> Signals.runUntilStopped(grace, body));
    if (signal.isPresent()) {
      throw new StoppedException(signal.get());
    }
  }
}
