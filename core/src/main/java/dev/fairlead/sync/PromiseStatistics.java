package dev.fairlead.sync;

import java.util.List;

/**
 * A snapshot of a {@link Promise}.
 *
 * {@snippet file="StatisticsSnippets.java" region="promise"}
 *
 * @param status how it stands
 * @param waiting who waits, first come first
 * @param peakWaiting the most that ever waited at once
 */
public record PromiseStatistics(Promise.Status status, List<Waiting> waiting, int peakWaiting) {

  /** How many tasks wait. */
  public int tasksWaiting() {
    return waiting.size();
  }
}
