package dev.fairlead.testing;

/** Options of {@link Simulation#backend(java.util.function.UnaryOperator)}. */
public sealed interface SimulationOptions permits SimulationSettings {

  /** Where a running task may be made to give way to another one. */
  enum Switching {
    /** Where it waits, and at checkpoints. */
    AT_CHECKPOINTS,
    /**
     * Also where it wakes or starts another task, and between the steps of lock-free code that says
     * so. Finds more, and faster. Code that wakes others while it holds a monitor or a lock of the
     * JDK does not get on with it.
     */
    EVERYWHERE
  }

  /** Seed 0, switching at checkpoints. */
  static SimulationOptions defaults() {
    return SimulationSettings.DEFAULTS;
  }

  /** What order, latencies and losses are drawn from. */
  long seed();

  /** Where a running task may be made to give way. */
  Switching switching();

  /** How many of the last events are kept. */
  int traceLimit();

  /** After how many steps without time going on the run is given up. */
  long stepLimit();

  /** Sets the seed. */
  SimulationOptions withSeed(long seed);

  /** Sets where a running task may be made to give way. */
  SimulationOptions withSwitching(Switching switching);

  /**
   * Sets how many of the last events are kept.
   *
   * @throws IllegalArgumentException if less than one
   */
  SimulationOptions withTraceLimit(int events);

  /**
   * Sets after how many steps without time going on the run is given up, because it is taken to be
   * an endless loop.
   *
   * @throws IllegalArgumentException if less than one
   */
  SimulationOptions withStepLimit(long steps);
}
