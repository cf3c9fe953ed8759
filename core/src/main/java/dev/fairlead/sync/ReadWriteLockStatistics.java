package dev.fairlead.sync;

import dev.fairlead.TaskInfo;
import java.util.List;

/**
 * A snapshot of a {@link ReadWriteLock}.
 *
 * @param writing whether the task inside writes
 * @param inside the task that writes, or those that read
 * @param waiting who waits, first come first
 * @param peakWaiting the most that ever waited at once
 */
public record ReadWriteLockStatistics(
    boolean writing, List<TaskInfo> inside, List<Waiting> waiting, int peakWaiting) {

  /** How many tasks wait. */
  public int tasksWaiting() {
    return waiting.size();
  }
}
