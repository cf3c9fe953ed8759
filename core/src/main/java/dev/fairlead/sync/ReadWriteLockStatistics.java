package dev.fairlead.sync;

import dev.fairlead.TaskInfo;
import java.time.Duration;
import java.util.List;

/**
 * A snapshot of a {@link ReadWriteLock}.
 *
 * {@snippet file="StatisticsSnippets.java" region="read-write"}
 *
 * @param writing whether the task inside writes
 * @param inside the task that writes, or those that read
 * @param waiting who waits, first come first
 * @param peakWaiting the most that ever waited at once
 * @param longestWait the longest that anybody has waited, those who wait now included
 */
public record ReadWriteLockStatistics(
    boolean writing,
    List<TaskInfo> inside,
    List<Waiting> waiting,
    int peakWaiting,
    Duration longestWait) {

  /** How many tasks wait. */
  public int tasksWaiting() {
    return waiting.size();
  }
}
