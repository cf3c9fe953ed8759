package dev.fairlead.testing;

import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.Backends;

/**
 * A backend a test can run on.
 *
 * {@snippet file="FairleadTestSnippets.java" region="ports"}
 */
public enum OnBackend {
  /** Virtual threads on the scheduler of the JDK. */
  VIRTUAL,
  /** All tasks on the thread of a loop. Left out where the JVM lacks the flag it needs. */
  CARRIER,
  /** One task at a time in an order drawn from a seed, on virtual time and a simulated network. */
  SIMULATED;

  /** Whether this JVM can run it. */
  public boolean isAvailable() {
    return this != CARRIER || Probe.CARRIER_OPENS;
  }

  /**
   * The backend itself, with its defaults.
   *
   * @param seed what a simulation is drawn from; the others have no use for it
   */
  public Backend backend(long seed) {
    return switch (this) {
      case VIRTUAL -> Backends.virtual();
      case CARRIER -> Backends.carrier();
      case SIMULATED -> Simulation.backend(o -> o.withSeed(seed));
    };
  }

  /** Asked once. */
  private static final class Probe {
    static final boolean CARRIER_OPENS = carrierOpens();

    private static boolean carrierOpens() {
      try {
        Backends.carrier().open("probe").close();
        return true;
      } catch (IllegalStateException e) {
        return false; // It says which flag it needs; where it was not given, it is not wanted.
      }
    }
  }
}
