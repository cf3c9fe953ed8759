package dev.fairlead.testing;

/**
 * The simulation ended a run: nothing could ever happen again, a task blocked outside the library,
 * tasks went round in circles without time going on, or an action of the test failed that was to be
 * done at a certain step. The message has the seed, what the tasks were doing, and the last events.
 *
 * {@snippet file="SimulationSnippets.java" region="options"}
 */
public final class SimulationFailedError extends AssertionError {

  private static final long serialVersionUID = 1L;

  private final long seed;

  /** Made by the simulation. */
  public SimulationFailedError(String message, long seed) {
    super(message);
    this.seed = seed;
  }

  /** The seed that leads to the failure again. */
  public long seed() {
    return seed;
  }
}
