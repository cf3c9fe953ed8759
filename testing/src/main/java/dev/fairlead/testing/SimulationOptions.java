package dev.fairlead.testing;

/**
 * Options of {@link Simulation#backend(java.util.function.UnaryOperator)}.
 *
 * {@snippet file="SimulationSnippets.java" region="options"}
 */
public sealed interface SimulationOptions permits SimulationSettings {

  /**
   * Where a running task may be made to give way to another one.
   *
   * {@snippet file="SimulationSnippets.java" region="options"}
   */
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

  /**
   * How the order is drawn from the seed.
   *
   * {@snippet file="SimulationSnippets.java" region="options"}
   */
  enum Search {
    /** The seeds take turns with the other ways: no single one finds every kind of bug soonest. */
    MIXED,
    /** Whatever is ready is chosen with the same chance at every step. */
    RANDOM,
    /**
     * Tasks get random priorities, which change at a few random steps (PCT). Finds bugs that need a
     * few things in a certain order, however many steps lie between them.
     */
    PRIORITIES
  }

  /** Seed 0, switching at checkpoints, mixed search. */
  static SimulationOptions defaults() {
    return SimulationSettings.DEFAULTS;
  }

  /** What order, latencies and losses are drawn from. */
  long seed();

  /** Where a running task may be made to give way. */
  Switching switching();

  /** How the order is drawn from the seed. */
  Search search();

  /** How many of the last events are kept. */
  int traceLimit();

  /** After how many steps without time going on the run is given up. */
  long stepLimit();

  /** Sets the seed. */
  SimulationOptions withSeed(long seed);

  /** Sets where a running task may be made to give way. */
  SimulationOptions withSwitching(Switching switching);

  /** Sets how the order is drawn from the seed. */
  SimulationOptions withSearch(Search search);

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
