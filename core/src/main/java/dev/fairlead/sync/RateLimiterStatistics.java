package dev.fairlead.sync;

import java.util.List;

/**
 * A snapshot of a {@link RateLimiter}.
 *
 * @param availableTokens how many tokens can be taken at once
 * @param burst how many there may be
 * @param waiting who waits, first come first
 */
public record RateLimiterStatistics(int availableTokens, int burst, List<Waiting> waiting) {

  /** How many tasks wait. */
  public int tasksWaiting() {
    return waiting.size();
  }
}
