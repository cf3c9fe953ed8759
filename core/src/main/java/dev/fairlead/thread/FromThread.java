package dev.fairlead.thread;

import dev.fairlead.Cancelled;
import dev.fairlead.internal.WorkerJob;

/** What code on a worker thread can ask of the task that waits for it. */
public final class FromThread {

  private FromThread() {}

  /**
   * Throws if the task that called {@link ToThread} is cancelled. The cancellation passes to the
   * task when the function lets it through.
   *
   * @throws Cancelled if a scope around the task is cancelled
   * @throws dev.fairlead.NoRuntimeException if the thread is not a worker thread
   */
  public static void checkCancelled() {
    WorkerJob.current().checkCancelled();
  }

  /**
   * Whether the task that called {@link ToThread} is cancelled.
   *
   * @throws dev.fairlead.NoRuntimeException if the thread is not a worker thread
   */
  public static boolean isCancelled() {
    return WorkerJob.current().isCancelled();
  }
}
