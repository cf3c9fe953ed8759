package dev.fairlead.sync;

import java.util.List;

/**
 * A snapshot of a {@link Semaphore}.
 *
 * @param availablePermits how many permits are free
 * @param maxPermits the most there may be
 * @param waiting who waits, first come first
 * @param peakWaiting the most that ever waited at once
 */
public record SemaphoreStatistics(
    int availablePermits, int maxPermits, List<Waiting> waiting, int peakWaiting) {

  /** How many tasks wait. */
  public int tasksWaiting() {
    return waiting.size();
  }
}
