package dev.fairlead.sync;

import java.util.List;

/**
 * A snapshot of a {@link CapacityLimiter}.
 *
 * @param borrowedTokens how many tokens are borrowed
 * @param totalTokens how many there are
 * @param borrowers who has one: tasks, and objects on whose behalf one was acquired
 * @param waiting who waits, first come first
 * @param peakBorrowed the most that were ever borrowed at once
 * @param peakWaiting the most that ever waited at once
 */
public record CapacityLimiterStatistics(
    int borrowedTokens,
    int totalTokens,
    List<Object> borrowers,
    List<Waiting> waiting,
    int peakBorrowed,
    int peakWaiting) {

  /** How many tasks wait. */
  public int tasksWaiting() {
    return waiting.size();
  }
}
