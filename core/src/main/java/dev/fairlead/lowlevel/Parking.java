package dev.fairlead.lowlevel;

import dev.fairlead.Cancelled;
import dev.fairlead.Deadline;
import dev.fairlead.internal.Task;

/**
 * The one place where tasks wait.
 *
 * {@snippet file="ParkingSnippets.java" region="latch"}
 *
 * <p>The shape of every wait: check for cancellation, register a {@link Waiter}, look again whether
 * there is still something to wait for, park, deregister in {@code finally}. A wake-up that comes
 * before a cancellation wins: the wait returns, and the cancellation comes at the next checkpoint.
 */
public final class Parking {

  private Parking() {}

  /**
   * Waits until the waiter is woken. A checkpoint.
   *
   * @throws Cancelled if a cancellation came first; what was registered must be taken back
   */
  public static void park(Waiter waiter, WaitReason reason) {
    Task.current().park(waiter, reason);
  }

  /**
   * Waits until the waiter is woken, until a deadline at most. A checkpoint.
   *
   * @return whether it was woken; if not, what was registered must be taken back
   * @throws Cancelled if a cancellation came first; what was registered must be taken back
   */
  public static boolean parkUntil(Waiter waiter, WaitReason reason, Deadline deadline) {
    return Task.current().parkUntil(waiter, reason, deadline.nanos());
  }

  /** Waits until the waiter is woken, whatever is cancelled meanwhile. Not a checkpoint. */
  public static void parkShielded(Waiter waiter, WaitReason reason) {
    Task.current().parkShielded(waiter, reason);
  }
}
