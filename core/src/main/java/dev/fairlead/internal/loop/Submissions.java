package dev.fairlead.internal.loop;

import java.util.ArrayDeque;
import java.util.Queue;

/** What other threads have given to a loop to run. */
final class Submissions {

  // Guarded by this object's monitor.
  private final ArrayDeque<Runnable> submitted = new ArrayDeque<>();
  private boolean ended;

  private volatile boolean any;

  /** Adds something; false if the loop has ended. Any thread. */
  synchronized boolean add(Runnable runnable) {
    if (ended) {
      return false;
    }
    submitted.addLast(runnable);
    any = true;
    return true;
  }

  /** Whether there is something to take. Any thread. */
  boolean any() {
    return any;
  }

  /** Moves all there is. Loop thread only. */
  void moveTo(Queue<Runnable> queue) {
    if (any) {
      take(queue);
    }
  }

  /** Moves all there is, and takes nothing from now on. */
  synchronized void end(Queue<Runnable> queue) {
    ended = true;
    take(queue);
  }

  private synchronized void take(Queue<Runnable> queue) {
    queue.addAll(submitted);
    submitted.clear();
    any = false;
  }
}
