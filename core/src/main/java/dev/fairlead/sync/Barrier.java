package dev.fairlead.sync;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.internal.Nanos;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.WaitList;
import dev.fairlead.internal.WaitNode;
import dev.fairlead.lowlevel.WaitReason;
import org.jspecify.annotations.Nullable;

/**
 * Lets tasks wait for each other: none goes on until a number of them have arrived.
 *
 * {@snippet file="BarrierSnippets.java" region="barrier"}
 *
 * <p>When the last one arrives, all go on, and the barrier is as new. When one of those who wait is
 * cancelled, the others would wait for ever: the barrier breaks, they and all who come later get a
 * {@link BrokenResourceException}, until it is {@link #reset}. Everything but waiting may be called
 * from any thread.
 */
public final class Barrier {

  private static final WaitReason REASON = () -> "others to arrive at a barrier";

  private final int parties;
  private final WaitList waiters = new WaitList();
  private @Nullable String broken; // why; under the lock of the list

  /** A party that has arrived. */
  private static final class Party extends WaitNode {
    private final int arrival;
    private @Nullable String broken; // under the lock of the list

    Party(int arrival) {
      this.arrival = arrival;
    }
  }

  /**
   * Makes a barrier.
   *
   * @param parties how many must arrive
   * @throws IllegalArgumentException if less than 1
   */
  public Barrier(int parties) {
    if (parties < 1) {
      throw new IllegalArgumentException("parties must be at least 1: " + parties);
    }
    this.parties = parties;
  }

  /**
   * Arrives and waits for the others. A checkpoint. A task that is cancelled before it arrives does
   * not break the barrier.
   *
   * @return how many had arrived before
   * @throws BrokenResourceException if the barrier is broken, also meanwhile
   */
  public int await() throws BrokenResourceException {
    Task<?> task = Task.current();
    task.checkpoint();
    var wake = new WaitList.Chain();
    Party party;
    try {
      party = arrive(wake);
    } finally {
      WaitList.letAllRun(wake.first()); // Also those who are to hear that it broke just now.
    }
    if (party != null) {
      await(task, party);
      ensureIntact(party);
      return party.arrival;
    }
    return parties - 1;
  }

  /** Waits as one of several; null for the last one, who need not wait. */
  private @Nullable Party arrive(WaitList.Chain wake) throws BrokenResourceException {
    waiters.lock();
    try {
      if (broken == null) {
        int arrived = waiters.size();
        if (arrived + 1 < parties) {
          var party = new Party(arrived);
          waiters.add(party);
          return party;
        }
        passOrBreak(wake);
      }
      throwIfBroken(broken);
      return null;
    } finally {
      waiters.unlock();
    }
  }

  /** Lets all go on, unless one of them was cancelled just now. */
  private void passOrBreak(WaitList.Chain wake) {
    for (WaitNode first = waiters.first(); first != null; first = waiters.first()) {
      waiters.remove(first);
      if (first.take()) {
        wake.add(first);
      } else {
        broken = brokenBy(first);
      }
    }
    WaitList.forEach(wake.first(), node -> ((Party) node).broken = broken);
  }

  private static String brokenBy(WaitNode gone) {
    return "task " + gone.task().name() + " was cancelled while it waited";
  }

  private void await(Task<?> task, Party party) {
    boolean passed = false;
    try {
      passed = task.parkUntil(party, REASON, Nanos.NEVER);
    } finally {
      if (!passed) {
        leave(party);
      }
    }
  }

  private void leave(Party party) {
    WaitNode woken = null;
    waiters.lock();
    try {
      if (waiters.remove(party)) {
        woken = breakNow(brokenBy(party));
      }
    } finally {
      waiters.unlock();
    }
    WaitList.letAllRun(woken);
  }

  private @Nullable WaitNode breakNow(String why) {
    broken = why;
    WaitNode woken = waiters.takeAll();
    WaitList.forEach(woken, node -> ((Party) node).broken = why);
    return woken;
  }

  private void ensureIntact(Party party) throws BrokenResourceException {
    String why;
    waiters.lock();
    try {
      why = party.broken;
    } finally {
      waiters.unlock();
    }
    throwIfBroken(why);
  }

  private static void throwIfBroken(@Nullable String why) throws BrokenResourceException {
    if (why != null) {
      throw new BrokenResourceException("the barrier is broken: " + why + "; reset() it");
    }
  }

  /** Breaks the barrier: who waits and who comes later gets a {@link BrokenResourceException}. */
  public void abort() {
    WaitNode woken;
    waiters.lock();
    try {
      woken = breakNow("it was aborted");
    } finally {
      waiters.unlock();
    }
    WaitList.letAllRun(woken);
  }

  /** Makes the barrier as new; who waits gets a {@link BrokenResourceException}. */
  public void reset() {
    WaitNode woken;
    waiters.lock();
    try {
      woken = breakNow("it was reset while others waited");
      broken = null;
    } finally {
      waiters.unlock();
    }
    WaitList.letAllRun(woken);
  }

  /** How many must arrive. */
  public int parties() {
    return parties;
  }

  /** Whether the barrier is broken. */
  public boolean isBroken() {
    waiters.lock();
    try {
      return broken != null;
    } finally {
      waiters.unlock();
    }
  }

  /** Who has arrived. */
  public BarrierStatistics statistics() {
    waiters.lock();
    try {
      return new BarrierStatistics(parties, broken != null, waiters.waiting());
    } finally {
      waiters.unlock();
    }
  }

  @Override
  public String toString() {
    BarrierStatistics now = statistics();
    return "barrier, "
        + (now.broken() ? "broken" : now.tasksWaiting() + " of " + parties + " arrived");
  }
}
