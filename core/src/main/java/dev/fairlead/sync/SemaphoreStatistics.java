package dev.fairlead.sync;

import java.time.Duration;
import java.util.List;

/**
 * A snapshot of a {@link Semaphore}.
 *
 * {@snippet file="StatisticsSnippets.java" region="semaphore"}
 *
 * @param availablePermits how many permits are free
 * @param maxPermits the most there may be
 * @param waiting who waits, first come first
 * @param peakWaiting the most that ever waited at once
 * @param longestWait the longest that anybody has waited, those who wait now included
 */
public record SemaphoreStatistics(
    int availablePermits,
    int maxPermits,
    List<Waiting> waiting,
    int peakWaiting,
    Duration longestWait) {

  /** How many tasks wait. */
  public int tasksWaiting() {
    return waiting.size();
  }
}
