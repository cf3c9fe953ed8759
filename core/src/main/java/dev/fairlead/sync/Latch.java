package dev.fairlead.sync;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets tasks wait until something has happened so many times.
 *
 * {@snippet file="LatchSnippets.java" region="latch"}
 *
 * <p>It opens once and stays open. Everything but waiting may be called from any thread.
 */
public final class Latch {

  private final AtomicInteger left;
  private final Event open = new Event();

  /**
   * Makes a latch.
   *
   * @param count how often {@link #countDown} opens it; with 0 it is open
   * @throws IllegalArgumentException if it is negative
   */
  public Latch(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("the count of a latch must not be negative: " + count);
    }
    left = new AtomicInteger(count);
    if (count == 0) {
      open.set();
    }
  }

  /** Counts down by one; at zero the latch opens. Does nothing once it is open. */
  public void countDown() {
    if (left.getAndUpdate(count -> Math.max(0, count - 1)) == 1) {
      open.set();
    }
  }

  /** How often it has to be counted down until it opens. */
  public int count() {
    return left.get();
  }

  /** Waits until the latch is open. A checkpoint, also if it is open already. */
  public void await() {
    open.await();
  }

  /**
   * Waits until the latch is open, for a while at most. A checkpoint.
   *
   * @return whether it is open
   */
  public boolean tryAwait(Duration limit) {
    return open.tryAwait(limit);
  }

  /** The event that the latch opens: for a {@link dev.fairlead.stream.Select}. */
  public Event opened() {
    return open;
  }

  /** Who waits. */
  public EventStatistics statistics() {
    return open.statistics();
  }

  @Override
  public String toString() {
    return "latch, " + (count() == 0 ? "open" : count() + " to go");
  }
}
