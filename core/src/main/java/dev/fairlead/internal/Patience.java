package dev.fairlead.internal;

import dev.fairlead.lowlevel.Waiter;

/**
 * Looks a short while whether a wait is over before its task is parked, as long as that pays.
 *
 * <p>Where tasks run in parallel, the one that will end the wait is often running on another
 * processor, and ends it sooner than a task can be parked and woken. How often, one cannot know
 * beforehand: so it is learned from the waits at the same place. As long as they end in time, the
 * look may last as long as parking and waking would; each time it was in vain, it lasts half as
 * long. Where it is always in vain it is tried once in a while only, and then for the whole time:
 * who parks makes the other side slower, so a short look would never find out.
 */
public final class Patience {

  // Some microseconds: what parking and waking cost both sides where processors are slow to hear of
  // each other, as those of a virtual machine often are.
  private static final int MOST = 64;
  private static final int FIRST = 8;
  private static final int RETRY_EVERY = 64;

  // Any thread, unsynchronised: a lost update does no harm.
  private int looks = FIRST;
  private int declined;

  /** Makes one that has learned nothing yet. */
  public Patience() {}

  /** Looks for a while whether the wait has been ended; returns whether it has. */
  public boolean outlasts(Waiter waiter, Task<?> task) {
    int most = looks;
    if (!task.engine().runsInParallel() || (most == 0 && !triesAgain())) {
      return false;
    }
    boolean ended = endsWithin(most == 0 ? MOST : most, waiter);
    int learned = ended ? MOST : most < FIRST / 2 ? 0 : most / 2;
    if (learned != most) { // Not written more often than need be: both sides read it.
      looks = learned;
    }
    return ended;
  }

  private boolean triesAgain() {
    declined = (declined + 1) % RETRY_EVERY;
    return declined == 0;
  }

  private static boolean endsWithin(int looks, Waiter waiter) {
    for (int i = 0; i < looks; i++) {
      if (waiter.isDone()) {
        return true;
      }
      // Each look takes the place away from the one who is about to write to it.
      Thread.onSpinWait();
      Thread.onSpinWait();
    }
    return false;
  }
}
