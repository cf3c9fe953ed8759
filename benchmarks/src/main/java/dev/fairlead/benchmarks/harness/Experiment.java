package dev.fairlead.benchmarks.harness;

import java.util.Map;

/** Something that is run in a JVM of its own and gives numbers. */
@FunctionalInterface
public interface Experiment {

  /**
   * Runs and measures.
   *
   * @param warmupSeconds how long to run first, for those that repeat
   * @param seconds how long to measure, for those that repeat
   */
  Map<Metric, Double> measure(double warmupSeconds, double seconds) throws Exception;

  /** Runs once, as small as it can, to see that it works at all. */
  default void tryOut() throws Exception {
    measure(0, 0);
  }
}
