package dev.fairlead.internal.loop;

import dev.fairlead.Action;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.HandOvers;
import dev.fairlead.thread.ToThread;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps its only processor busy in several ways, and says of each whether a task that threads have
 * to wake has its turns beside it.
 */
final class OneProcessorProgram {

  private static final int HOPS = 20;

  private OneProcessorProgram() {}

  public static void main(String[] args) {
    Fairlead.run(() -> {
      hopBeside("checkpoints", 4, Checkpoints::checkpoint);
      hopBeside("yields", 32, Checkpoints::yieldNow);
      hopBeside("yields after long", 4, Checkpoints::yieldAfterLong);
      hopBesideHandOvers();
    });
  }

  private static void hopBeside(String what, int tasks, Action<RuntimeException> turn) {
    var over = new AtomicBoolean();
    TaskGroup.run(group -> {
      for (int i = 0; i < tasks; i++) {
        group.startSoon(() -> {
          while (!over.get()) {
            turn.run();
          }
        });
      }
      hop(what);
      over.set(true);
    });
  }

  private static void hopBesideHandOvers() {
    TaskGroup.run(group -> {
      HandOvers.startWithoutEnd(group, 8);
      hop("hand-overs");
      group.cancel();
    });
  }

  private static void hop(String besideWhat) {
    for (int i = 0; i < HOPS; i++) {
      ToThread.run(() -> {});
    }
    System.out.println(besideWhat);
  }
}
