package dev.fairlead.tls;

import dev.fairlead.lowlevel.Parking;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The right to use one direction of a transport. One task has it at a time; the others wait in the
 * order in which they came. It is handed over to a task that waits, so a task whose wait was
 * cancelled never has it.
 */
final class Turn implements WaitReason {

  private static final VarHandle TAKEN;

  static {
    try {
      TAKEN = MethodHandles.lookup().findVarHandle(Turn.class, "taken", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final String what;

  // Any task, through TAKEN; set back to false under the monitor only.
  private boolean taken;

  // Guarded by this.
  private @Nullable ArrayDeque<Waiter> waiting;

  Turn(String what) {
    this.what = what;
  }

  /** Waits until it is this task's turn. A checkpoint only if it has to wait. */
  void take() {
    if (!tryTake()) {
      Waiter waiter = new Waiter();
      if (!tryTakeOrEnqueue(waiter)) {
        park(waiter);
      }
    }
  }

  /** Takes the turn if nobody has it. */
  boolean tryTake() {
    return TAKEN.compareAndSet(this, false, true);
  }

  private synchronized boolean tryTakeOrEnqueue(Waiter waiter) {
    if (tryTake()) {
      return true;
    }
    if (waiting == null) {
      waiting = new ArrayDeque<>(2);
    }
    waiting.add(waiter);
    return false;
  }

  private void park(Waiter waiter) {
    try {
      Parking.park(waiter, this);
    } finally {
      if (!waiter.isWoken()) {
        forget(waiter);
      }
    }
  }

  private synchronized void forget(Waiter waiter) {
    if (waiting != null) {
      waiting.remove(waiter);
    }
  }

  /** Lets the next task have it. */
  synchronized void give() {
    Waiter next = waiting == null ? null : waiting.poll();
    while (next != null && !next.wake()) {
      next = waiting.poll();
    }
    if (next == null) {
      TAKEN.setVolatile(this, false);
    }
  }

  @Override
  public String describe() {
    return "its turn to " + what;
  }
}
