package dev.fairlead.internal;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A platform thread that runs jobs of tasks, one after the other. */
final class Worker extends Thread {

  private final WorkerPool pool;

  // Given by the pool, taken by this thread.
  private volatile @Nullable WorkerJob<?> next;
  private volatile boolean dismissed;

  // This thread only.
  private @Nullable WorkerJob<?> running;
  private Context context = Context.EMPTY;

  Worker(WorkerPool pool, String name, WorkerJob<?> first) {
    super(null, null, name, 0, false);
    this.pool = pool;
    this.next = first;
    setDaemon(true);
  }

  /** The worker the current thread is, or null. */
  static @Nullable Worker currentOrNull() {
    return Thread.currentThread() instanceof Worker worker ? worker : null;
  }

  @Override
  public void run() {
    for (WorkerJob<?> job = take(); job != null; job = take()) {
      next = null;
      running = job;
      context = job.context();
      job.runBody();
      running = null;
      context = Context.EMPTY;
      Thread.interrupted(); // A stray interrupt must not reach the next job.
      // Idle before the host hears of it, so that the next job of the host finds this worker.
      pool.idle(this);
      job.finish();
    }
  }

  private @Nullable WorkerJob<?> take() {
    long end = System.nanoTime() + WorkerPool.idleNanos();
    while (next == null && !dismissed) {
      long left = end - System.nanoTime();
      if (left <= 0 && pool.retire(this)) {
        return null;
      }
      // Refused: a job is on its way.
      LockSupport.parkNanos(this, Math.max(left, 1_000));
      Thread.interrupted();
    }
    return next;
  }

  /** Hands a job to an idle worker. */
  void give(WorkerJob<?> job) {
    next = job;
    LockSupport.unpark(this);
  }

  /** Ends the thread once it is idle. */
  void dismiss() {
    dismissed = true;
    LockSupport.unpark(this);
  }

  /** What the thread runs; null while it is idle. */
  @Nullable WorkerJob<?> running() {
    return running;
  }

  Context context() {
    return context;
  }

  void setContext(Context changed) {
    context = changed;
  }
}
