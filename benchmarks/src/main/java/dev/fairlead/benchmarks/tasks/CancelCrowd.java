package dev.fairlead.benchmarks.tasks;

import dev.fairlead.benchmarks.harness.Experiment;
import dev.fairlead.benchmarks.harness.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Cancels a crowd of sleeping tasks, and times until the last of them has ended. */
final class CancelCrowd implements Experiment {
  static final Metric MILLIS = Metric.lower("ms");
  static final List<Metric> METRICS = List.of(MILLIS);

  private static final int REPETITIONS = 5;

  private final int crowd;
  private final Sleepers sleepers;

  /** Starts a crowd, waits until all sleep, cancels them and returns how long that took. */
  @FunctionalInterface
  interface Sleepers {
    long cancelNanos(int count) throws Exception;
  }

  CancelCrowd(int crowd, Sleepers sleepers) {
    this.crowd = crowd;
    this.sleepers = sleepers;
  }

  @Override
  public Map<Metric, Double> measure(double warmupSeconds, double seconds) throws Exception {
    sleepers.cancelNanos(crowd);
    var times = new long[REPETITIONS];
    for (int i = 0; i < times.length; i++) {
      times[i] = sleepers.cancelNanos(crowd);
    }
    Arrays.sort(times);
    return Map.of(MILLIS, times[times.length / 2] / 1e6);
  }

  @Override
  public void tryOut() throws Exception {
    sleepers.cancelNanos(10);
  }
}
