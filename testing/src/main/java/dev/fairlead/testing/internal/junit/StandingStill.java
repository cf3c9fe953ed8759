package dev.fairlead.testing.internal.junit;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testing.internal.SimulatedReactor;
import java.util.concurrent.BlockingQueue;

/** Blocks a task for real, while the test framework does something else. */
final class StandingStill {

  private StandingStill() {}

  /** Takes from the queue. A simulation stands still meanwhile; other runtimes go on. */
  static <T> T take(BlockingQueue<T> queue) {
    Runnable goOn = SimulatedReactor.standStill();
    try {
      return queue.take();
    } catch (InterruptedException e) {
      // From outside: the runtime makes a cancellation of it.
      Thread.currentThread().interrupt();
      Checkpoints.checkpointIfCancelled();
      throw new AssertionError("an interrupt cancels a task", e);
    } finally {
      goOn.run();
    }
  }
}
