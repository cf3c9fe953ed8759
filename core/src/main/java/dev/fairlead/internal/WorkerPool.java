package dev.fairlead.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The worker threads of one runtime. Their number is not limited here but by who hands out tokens.
 * The worker that became idle last is used first, so that the others can end.
 */
public final class WorkerPool {

  private static volatile long idleNanos = TimeUnit.SECONDS.toNanos(10);

  private final Engine engine;

  // Guarded by this.
  private final ArrayDeque<Worker> idle = new ArrayDeque<>();
  private int made;
  private boolean closed;

  private WorkerPool(Engine engine) {
    this.engine = engine;
  }

  /** For how long a worker stays without a job. */
  static long idleNanos() {
    return idleNanos;
  }

  /** For tests. */
  static void keepIdleFor(Duration time) {
    idleNanos = time.toNanos();
  }

  /** The pool of a runtime. */
  public static WorkerPool of(Engine engine) {
    Object pool = engine.runVars().computeIfAbsent(WorkerPool.class, _ -> open(engine));
    return (WorkerPool) pool;
  }

  private static WorkerPool open(Engine engine) {
    var pool = new WorkerPool(engine);
    var _ = engine.atEnd(pool::close);
    return pool;
  }

  void execute(WorkerJob<?> job) {
    Worker worker;
    synchronized (this) {
      worker = idle.pollLast();
      if (worker == null) {
        worker = new Worker(this, engine.name() + "-worker-" + ++made, job);
        worker.start();
        return;
      }
    }
    worker.give(job);
  }

  /** Notes that a worker can be given a job. */
  synchronized void idle(Worker worker) {
    if (closed) {
      worker.dismiss();
    } else {
      idle.add(worker);
    }
  }

  /** Forgets a worker that has been idle for long; refused when a job is on its way to it. */
  synchronized boolean retire(Worker worker) {
    return idle.remove(worker);
  }

  private void close() {
    List<Worker> last;
    synchronized (this) {
      closed = true;
      last = new ArrayList<>(idle);
      idle.clear();
    }
    last.forEach(Worker::dismiss);
    // They end at once; a runtime that has ended leaves no idle thread behind.
    last.forEach(WorkerPool::joinUninterruptibly);
  }

  private static void joinUninterruptibly(Worker worker) {
    boolean interrupted = false;
    while (worker.isAlive()) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
