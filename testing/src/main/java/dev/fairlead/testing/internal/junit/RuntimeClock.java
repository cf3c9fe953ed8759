package dev.fairlead.testing.internal.junit;

import dev.fairlead.Deadline;
import dev.fairlead.Fairlead;
import java.time.Instant;
import java.time.InstantSource;

/** Wall-clock time that follows the clock of a runtime. Read by its tasks. */
final class RuntimeClock implements InstantSource {

  private final Instant startInstant = Instant.now();
  private final Deadline start = Fairlead.currentTime();

  @Override
  public Instant instant() {
    return startInstant.plus(Fairlead.currentTime().since(start));
  }
}
