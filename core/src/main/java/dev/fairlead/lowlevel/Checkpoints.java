package dev.fairlead.lowlevel;

import dev.fairlead.Cancelled;
import dev.fairlead.internal.Interleaving;
import dev.fairlead.internal.Task;

/**
 * Points at which a task can be cancelled, for code that does not wait by itself.
 *
 * {@snippet file="CheckpointsSnippets.java" region="compute"}
 */
public final class Checkpoints {

  private Checkpoints() {}

  /**
   * Throws if the task is cancelled, and lets other tasks run once in a while.
   *
   * @throws Cancelled if a scope around the task is cancelled
   */
  public static void checkpoint() {
    Task.current().checkpoint();
  }

  /**
   * Throws if the task is cancelled.
   *
   * @throws Cancelled if a scope around the task is cancelled
   */
  public static void checkpointIfCancelled() {
    Task.current().checkpointIfCancelled();
  }

  /** Lets other tasks run, and never throws. For use after an effect that must not look undone. */
  public static void cancelShieldedCheckpoint() {
    Task.current().yieldNow();
  }

  /** Lets other tasks run now, before and after looking for a cancellation. */
  public static void yieldNow() {
    Task<?> task = Task.current();
    task.checkpointIfCancelled();
    task.yieldNow();
    task.checkpointIfCancelled();
  }

  /**
   * As {@link #yieldNow}, for a task that has run for long without waiting, some tenth of a
   * millisecond or more. Tasks that do so stand in a row of their own: whoever is woken comes
   * before all of them, however many there are.
   */
  public static void yieldAfterLong() {
    Task<?> task = Task.current();
    task.checkpointIfCancelled();
    task.yieldAfterLong();
    task.checkpointIfCancelled();
  }

  /**
   * Marks a place between two steps of code that shares memory without a lock, at which a backend
   * that explores schedules may run another task. Never throws, not a checkpoint, and does nothing
   * outside a runtime or on other backends. Not for use while holding a lock.
   */
  public static void interleave() {
    Interleaving.point();
  }
}
