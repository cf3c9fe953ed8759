package dev.fairlead.sync;

import java.time.Duration;
import java.util.List;

/**
 * A snapshot of a {@link RateLimiter}.
 *
 * {@snippet file="StatisticsSnippets.java" region="rate"}
 *
 * @param availableTokens how many tokens can be taken at once
 * @param burst how many there may be
 * @param waiting who waits, first come first
 * @param peakWaiting the most that ever waited at once
 * @param longestWait the longest that anybody has waited, those who wait now included
 */
public record RateLimiterStatistics(
    int availableTokens, int burst, List<Waiting> waiting, int peakWaiting, Duration longestWait) {

  /** How many tasks wait. */
  public int tasksWaiting() {
    return waiting.size();
  }
}
