package dev.fairlead.net.internal.nio;

import dev.fairlead.Fairlead;
import java.time.Duration;

/**
 * Pauses between tries, where the system does not make known when something becomes possible: each
 * is twice as long as the one before, up to a limit.
 */
public final class Pauses {

  private static final Duration FIRST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofMillis(64);

  private Duration next = FIRST;

  /** Pauses. A checkpoint. */
  public void pause() {
    Fairlead.sleep(next);
    next = next.compareTo(LONGEST) < 0 ? next.multipliedBy(2) : next;
  }
}
