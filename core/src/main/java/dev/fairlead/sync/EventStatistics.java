package dev.fairlead.sync;

import java.util.List;

/**
 * A snapshot of an {@link Event}.
 *
 * {@snippet file="StatisticsSnippets.java" region="event"}
 *
 * @param set whether it is set
 * @param waiting who waits, first come first
 * @param peakWaiting the most that ever waited at once
 */
public record EventStatistics(boolean set, List<Waiting> waiting, int peakWaiting) {

  /** How many tasks wait. */
  public int tasksWaiting() {
    return waiting.size();
  }
}
