package dev.fairlead.testing.bugs;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.Parking;
import dev.fairlead.lowlevel.Waiter;
import java.util.ArrayDeque;
import java.util.Deque;

/** A semaphore that hands its permits over, right or wrong. */
final class FlawedSemaphore {

  private final Flaw flaw;
  private final Deque<Waiter> waiting = new ArrayDeque<>();
  private int permits;

  FlawedSemaphore(Flaw flaw, int permits) {
    this.flaw = flaw;
    this.permits = permits;
  }

  int permits() {
    return permits;
  }

  void acquire() {
    Checkpoints.checkpoint();
    if (permits > 0) {
      permits--;
      return;
    }
    var waiter = new Waiter();
    waiting.add(waiter);
    try {
      Parking.park(waiter, () -> "a permit");
    } finally {
      waiting.remove(waiter);
    }
    if (flaw == Flaw.PERMIT_LOST_ON_CANCEL) {
      Checkpoints.checkpoint();
    }
  }

  void release() {
    for (Waiter next = waiting.poll(); next != null; next = waiting.poll()) {
      if (next.wake() || flaw == Flaw.PERMIT_FOR_CANCELLED) {
        return;
      }
    }
    int before = permits;
    if (flaw == Flaw.LOST_INCREMENT) {
      Checkpoints.interleave();
    }
    permits = before + 1;
  }
}
