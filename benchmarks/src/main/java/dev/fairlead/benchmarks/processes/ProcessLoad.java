package dev.fairlead.benchmarks.processes;

import dev.fairlead.benchmarks.harness.Experiment;
import dev.fairlead.benchmarks.harness.Metric;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** Several programs at a time, one after the other in each place, for some seconds. */
final class ProcessLoad implements Experiment {

  /** Platform threads that the JVM had more of than before, at the most. */
  static final Metric THREADS = Metric.lower("threads");

  private final int parallel;
  private final Metric rate;
  private final double unit;
  private final Load load;

  /** What is done with the programs. */
  @FunctionalInterface
  interface Load {
    /** Runs programs in so many places as long as more are wanted, and counts what it has done. */
    void run(int parallel, BooleanSupplier more, LongAdder done) throws Exception;
  }

  /**
   * Prepares an experiment.
   *
   * @param rate what is counted per second
   * @param unit how much of what the load counts makes one of it
   */
  ProcessLoad(int parallel, Metric rate, double unit, Load load) {
    this.parallel = parallel;
    this.rate = rate;
    this.unit = unit;
    this.load = load;
  }

  @Override
  public Map<Metric, Double> measure(double warmupSeconds, double seconds) throws Exception {
    load.run(parallel, until(warmupSeconds), new LongAdder());
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    int before = threads.getThreadCount();
    threads.resetPeakThreadCount();
    var done = new LongAdder();
    long start = System.nanoTime();
    load.run(parallel, until(seconds), done);
    double took = (System.nanoTime() - start) / 1e9;
    return Map.of(
        rate, done.sum() / unit / took, THREADS, (double) threads.getPeakThreadCount() - before);
  }

  @Override
  public void tryOut() throws Exception {
    var done = new LongAdder();
    load.run(1, until(0), done);
    if (done.sum() == 0) {
      throw new IllegalStateException("nothing was done");
    }
  }

  private static BooleanSupplier until(double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    return () -> System.nanoTime() < end;
  }
}
