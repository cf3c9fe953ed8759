package dev.fairlead.sync;

import dev.fairlead.TaskInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A snapshot of a {@link Lock}.
 *
 * {@snippet file="StatisticsSnippets.java" region="lock"}
 *
 * @param locked whether it is owned, or broken
 * @param owner the task that owns it
 * @param heldFor for how long others have waited for this owner: since it went on with the lock
 *     that the queue has given it, or since the first one began to wait; zero if nobody waits
 * @param waiting who waits, first come first
 * @param peakWaiting the most that ever waited at once
 * @param longestWait the longest that anybody has waited, those who wait now included
 */
public record LockStatistics(
    boolean locked,
    Optional<TaskInfo> owner,
    Duration heldFor,
    List<Waiting> waiting,
    int peakWaiting,
    Duration longestWait) {

  /** How many tasks wait. */
  public int tasksWaiting() {
    return waiting.size();
  }
}
