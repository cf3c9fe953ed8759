package dev.fairlead.benchmarks.tasks;

import com.sun.management.OperatingSystemMXBean;
import dev.fairlead.benchmarks.harness.Experiment;
import dev.fairlead.benchmarks.harness.Metric;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A crowd of tasks that sleep until random times: what one costs in memory while it sleeps, and
 * what starting and waking them costs in processor time.
 */
final class SleepingCrowd implements Experiment {
  static final Metric BYTES = Metric.lower("heap B/task");
  static final Metric CPU = Metric.lower("CPU us/task");
  static final Metric START_CPU = Metric.lower("of it starting");
  static final List<Metric> METRICS = List.of(BYTES, CPU, START_CPU);

  private static final int SEED = 7;

  private final int crowd;
  private final Duration shortest;
  private final Duration spread;
  private final Sleepers sleepers;

  /** Starts a crowd and returns when all have slept and ended. */
  @FunctionalInterface
  interface Sleepers {
    void sleep(Crowd crowd) throws Exception;
  }

  /** What every task asks and tells. */
  interface Crowd {
    int count();

    /** How long the next task is to sleep. */
    Duration nextSleep();

    /** Called once by the starter, from a thread that may block, when all have been started. */
    void allStarted() throws InterruptedException;

    /** Called by each task before it sleeps. */
    void aboutToSleep();
  }

  SleepingCrowd(int crowd, Duration shortest, Duration spread, Sleepers sleepers) {
    this.crowd = crowd;
    this.shortest = shortest;
    this.spread = spread;
    this.sleepers = sleepers;
  }

  @Override
  public Map<Metric, Double> measure(double warmupSeconds, double seconds) throws Exception {
    // A small crowd first, so that the large one does not pay for class loading.
    sleepers.sleep(new Measuring(1_000, Duration.ofMillis(10), Duration.ofMillis(100)));
    var measuring = new Measuring(crowd, shortest, spread);
    long start = cpuNanos();
    sleepers.sleep(measuring);
    double all = cpuNanos() - start - measuring.collecting;
    return Map.of(
        BYTES, (double) measuring.heapBytes / crowd,
        CPU, all / crowd / 1e3,
        START_CPU, (measuring.cpuAtStart - start) / (double) crowd / 1e3);
  }

  @Override
  public void tryOut() throws Exception {
    sleepers.sleep(new Measuring(10, Duration.ofMillis(1), Duration.ofMillis(1)));
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long heapBytes() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static final class Measuring implements Crowd {
    private final int count;
    private final Duration shortest;
    private final Duration spread;
    private final long heapBefore = heapBytes();
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final CountDownLatch asleep;
    private long heapBytes;
    private long cpuAtStart;
    private long collecting;

    Measuring(int count, Duration shortest, Duration spread) {
      this.count = count;
      this.shortest = shortest;
      this.spread = spread;
      this.asleep = new CountDownLatch(count);
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public Duration nextSleep() {
      return shortest.plusNanos(random.nextLong(spread.toNanos()));
    }

    @Override
    public void aboutToSleep() {
      asleep.countDown();
    }

    @Override
    public void allStarted() throws InterruptedException {
      asleep.await();
      // The last one has only announced its sleep; let it fall asleep.
      TimeUnit.MILLISECONDS.sleep(100);
      cpuAtStart = cpuNanos();
      heapBytes = heapBytes() - heapBefore;
      collecting = cpuNanos() - cpuAtStart;
    }
  }
}
