package dev.fairlead.testing.internal.junit;

import dev.fairlead.lowlevel.Backend;
import dev.fairlead.testing.FairleadTest.Lifetime;
import java.util.OptionalLong;

/**
 * How a test is run.
 *
 * @param backend what runs it
 * @param label what the report calls the run
 * @param seed what it is drawn from, if it is simulated
 * @param seconds the limit in real time
 * @param lifetime how long a runtime lives
 * @param provokesReports whether a report is no failure
 */
record Settings(
    Backend backend,
    String label,
    OptionalLong seed,
    int seconds,
    Lifetime lifetime,
    boolean provokesReports) {

  boolean isSimulated() {
    return seed.isPresent();
  }
}
