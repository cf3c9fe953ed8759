package dev.fairlead.sync;

import java.util.List;

/**
 * A snapshot of a {@link Condition}.
 *
 * {@snippet file="StatisticsSnippets.java" region="condition"}
 *
 * @param waiting who waits to be signalled, first come first
 * @param peakWaiting the most that ever waited at once
 * @param lock the lock, with those who wait for it
 */
public record ConditionStatistics(List<Waiting> waiting, int peakWaiting, LockStatistics lock) {

  /** How many tasks wait to be signalled. */
  public int tasksWaiting() {
    return waiting.size();
  }
}
