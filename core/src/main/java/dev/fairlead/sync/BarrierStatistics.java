package dev.fairlead.sync;

import java.util.List;

/**
 * A snapshot of a {@link Barrier}.
 *
 * {@snippet file="StatisticsSnippets.java" region="barrier"}
 *
 * @param parties how many must arrive
 * @param broken whether it is broken
 * @param waiting who has arrived, first come first
 */
public record BarrierStatistics(int parties, boolean broken, List<Waiting> waiting) {

  /** How many tasks have arrived. */
  public int tasksWaiting() {
    return waiting.size();
  }
}
