package dev.fairlead.testing;

import dev.fairlead.Fairlead;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.testing.internal.SimulatedBackend;
import dev.fairlead.testing.internal.SimulatedReactor;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A run in which nothing is left to chance: one task at a time, in an order drawn from a seed, on a
 * clock that jumps when every task waits.
 *
 * {@snippet file="SimulationSnippets.java" region="run"}
 *
 * <p>The same seed gives the same run, step by step. When nothing can run and nothing is due, the
 * run fails at once and says who waits for whom. A task that blocks outside the library, on a lock
 * or a queue of the JDK or in {@code Thread.sleep}, is noticed and reported; {@code ToThread} is
 * fine, and everything stands still meanwhile. Needs no flag of the JVM.
 *
 * <p>What cannot be simulated throws an {@code IllegalStateException}: channels of the JDK, files,
 * processes, signals. Sockets are those of a {@link SimulatedNetwork}.
 */
public sealed interface Simulation permits SimulatedReactor {

  /** Makes a backend that simulates. */
  static Backend backend() {
    return backend(UnaryOperator.identity());
  }

  /** As {@link #backend()}, with options. */
  static Backend backend(UnaryOperator<SimulationOptions> options) {
    return new SimulatedBackend(options.apply(SimulationOptions.defaults()));
  }

  /**
   * The simulation the current task runs in.
   *
   * @throws IllegalStateException if its backend does not simulate
   */
  static Simulation current() {
    return SimulatedReactor.current();
  }

  /** What the run was drawn from. */
  long seed();

  /** How many choices of what happens next there have been. */
  long steps();

  /**
   * Has a short action done once there have been so many more steps: to cancel something at a
   * certain moment, say. It is done between two steps, and must not wait. What it throws ends the
   * run, as the cause of a {@link SimulationFailedError}.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  void afterSteps(long steps, Runnable action);

  /** Random numbers for the test, drawn from the seed, apart from those of the simulation. */
  RandomGenerator random();

  /** The network: hosts, and what can go wrong between them. */
  SimulatedNetwork network();

  /** Wall-clock time: starts with the year 2000 and follows {@link Fairlead#currentTime}. */
  InstantSource clock();

  /** Puts a line into the trace. */
  void note(String text);

  /** The last events, oldest first, one per line. */
  List<String> trace();

  /**
   * A number that is the same for the same trace, from the very beginning, and hardly for another.
   */
  long traceDigest();
}
