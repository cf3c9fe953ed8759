package dev.fairlead.sync;

import java.time.Duration;
import java.util.List;

/**
 * A snapshot of a {@link CapacityLimiter}.
 *
 * {@snippet file="StatisticsSnippets.java" region="limiter"}
 *
 * @param borrowedTokens how many tokens are borrowed
 * @param totalTokens how many there are
 * @param borrowers who has one: tasks, and objects on whose behalf one was acquired
 * @param waiting who waits, first come first
 * @param peakBorrowed the most that were ever borrowed at once
 * @param peakWaiting the most that ever waited at once
 * @param longestWait the longest that anybody has waited, those who wait now included
 */
public record CapacityLimiterStatistics(
    int borrowedTokens,
    int totalTokens,
    List<Object> borrowers,
    List<Waiting> waiting,
    int peakBorrowed,
    int peakWaiting,
    Duration longestWait) {

  /** How many tasks wait. */
  public int tasksWaiting() {
    return waiting.size();
  }
}
