package dev.fairlead.internal;

import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/** Tasks that wait until a condition holds which others change. */
final class IdleWaiters {

  private final ConcurrentLinkedQueue<Waiter> waiters = new ConcurrentLinkedQueue<>();

  /** Waits until the condition holds. Whoever makes it hold calls {@link #wake} afterwards. */
  void await(Task<?> task, BooleanSupplier condition, WaitReason reason) {
    while (!condition.getAsBoolean()) {
      var waiter = new Waiter();
      waiters.add(waiter);
      try {
        if (!condition.getAsBoolean()) {
          task.park(waiter, reason);
        }
      } finally {
        waiters.remove(waiter);
      }
    }
  }

  void wake() {
    waiters.forEach(Waiter::wake);
  }
}
