package dev.fairlead.internal;

import dev.fairlead.lowlevel.Waiter;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Tells when every task of a runtime waits. Exists only while somebody wants to know, so that
 * nothing is counted otherwise.
 *
 * <p>A task that is about to park looks for one that does not wait. As long as the one found last
 * does not wait either, that is a single look, so a hundred thousand tasks that go to sleep are not
 * looked at by each other. A wake-up during a look is seen by the count of wake-ups: whoever woke a
 * task that had been passed over already counts it before it parks itself. A task counts as busy
 * until whoever waits for its end has been woken, and its group has counted it.
 */
final class IdleWatch {

  private final Engine engine;
  private final AtomicLong wakeUps = new AtomicLong();
  private final ConcurrentLinkedQueue<Waiter> watchers = new ConcurrentLinkedQueue<>();

  // Any thread; only saves work.
  private volatile @Nullable Task<?> seenBusy;

  private IdleWatch(Engine engine) {
    this.engine = engine;
  }

  static void await(Engine engine, Task<?> task) {
    var waiter = new Waiter();
    IdleWatch watch = join(engine, waiter);
    try {
      task.park(waiter, () -> "all tasks to be blocked");
    } finally {
      watch.leave(waiter);
    }
  }

  /** In one step: the last one to leave a watch ends it. */
  private static IdleWatch join(Engine engine, Waiter waiter) {
    synchronized (engine) {
      IdleWatch watch = engine.observation().idleWatch();
      if (watch == null) {
        watch = new IdleWatch(engine);
        engine.observation().watchIdle(watch);
      }
      watch.watchers.add(waiter);
      return watch;
    }
  }

  private void leave(Waiter waiter) {
    synchronized (engine) {
      watchers.remove(waiter);
      if (watchers.isEmpty() && engine.observation().idleWatch() == this) {
        engine.observation().watchIdle(null);
      }
    }
  }

  void taskWoken() {
    wakeUps.incrementAndGet();
  }

  /** Wakes the watchers if every task waits. */
  void check() {
    long before = wakeUps.get();
    if (engine.hasOutsideJobs() || anyBusy()) {
      return;
    }
    // Once more: a task that was busy may have handed over to a worker before it was looked at. And
    // a worker wakes its task before it ends, so wake-ups are looked at last.
    if (engine.hasOutsideJobs() || wakeUps.get() != before) {
      return;
    }
    watchers.forEach(Waiter::wake);
  }

  private boolean anyBusy() {
    Task<?> suspect = seenBusy;
    if (suspect == null || !isBusy(suspect)) {
      suspect = TaskWalk.find(engine.root(), IdleWatch::isBusy);
      seenBusy = suspect;
    }
    return suspect != null;
  }

  private static boolean isBusy(Task<?> task) {
    return !task.isOver() && !task.isBlocked();
  }
}
