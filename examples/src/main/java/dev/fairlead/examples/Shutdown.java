package dev.fairlead.examples;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.process.Signals;
import java.time.Duration;

/**
 * Runs a program until it ends or the user stops it. Ctrl-C and {@code kill} ask it to come to an
 * end and give it some time; a second Ctrl-C ends it at once.
 */
final class Shutdown {

  private Shutdown() {}

  /** Runs the body; what stops it asks the group's tasks to end within the grace. */
  static void run(Duration grace, TaskGroup.GroupAction<?> body) {
    Fairlead.run(() -> Signals.runUntilStopped(grace, group -> TaskGroup.run(body)));
  }
}
