package dev.fairlead.internal;

import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import java.util.ArrayDeque;

/** A number of tokens, given to tasks in the order in which they asked. */
public final class Tokens {

  private static final WaitReason REASON = () -> "a token for a worker thread";

  // Guarded by this.
  private final ArrayDeque<Waiter> queue = new ArrayDeque<>();
  private int free;

  public Tokens(int total) {
    free = total;
  }

  /** Takes a token, waiting for one if it must. */
  public void acquire(Task<?> task) {
    task.checkpoint();
    var waiter = new Waiter();
    if (tryAcquire(waiter)) {
      return;
    }
    try {
      task.park(waiter, REASON);
    } finally {
      withdraw(waiter);
    }
  }

  private synchronized boolean tryAcquire(Waiter waiter) {
    if (free > 0) {
      free--;
      return true;
    }
    queue.add(waiter);
    return false;
  }

  private synchronized void withdraw(Waiter waiter) {
    if (!waiter.isWoken()) {
      queue.remove(waiter);
    }
  }

  /** Gives a token back, to the first who waits. Any thread. */
  public synchronized void release() {
    for (Waiter next = queue.poll(); next != null; next = queue.poll()) {
      if (next.wake()) {
        return;
      }
    }
    free++;
  }
}
