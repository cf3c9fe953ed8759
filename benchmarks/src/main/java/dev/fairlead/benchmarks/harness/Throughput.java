package dev.fairlead.benchmarks.harness;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Times one operation of a workload: batches that last long enough for the clock, the median of
 * them, and what they allocated.
 */
public final class Throughput implements Experiment {
  public static final Metric NANOS = Metric.lower("ns/op");
  public static final Metric CPU = Metric.lower("CPU ns/op");
  public static final Metric ALLOCATED = Metric.lower("B/op");
  public static final List<Metric> METRICS = List.of(NANOS, CPU, ALLOCATED);

  private static final long BATCH_NANOS = 50_000_000;
  private static final long LONG_BATCH_NANOS = 1_000_000_000;
  private static final int MIN_BATCHES = 3;
  private static final int MAX_OPERATIONS = 1 << 28;

  private final Workload workload;
  private final long batchNanos;

  public Throughput(Workload workload) {
    this(workload, BATCH_NANOS);
  }

  private Throughput(Workload workload, long batchNanos) {
    this.workload = workload;
    this.batchNanos = batchNanos;
  }

  /** Times batches so long that what a workload has to build up first does not count. */
  public static Throughput ofLongBatches(Workload workload) {
    return new Throughput(workload, LONG_BATCH_NANOS);
  }

  @Override
  public Map<Metric, Double> measure(double warmupSeconds, double seconds) throws Exception {
    int operations = warmUp(warmupSeconds);
    var before = Usage.now();
    long end = System.nanoTime() + (long) (seconds * 1e9);
    var nanos = new ArrayList<Long>();
    while (nanos.size() < MIN_BATCHES || System.nanoTime() < end) {
      nanos.add(time(operations));
    }
    var after = Usage.now();
    double all = (double) operations * nanos.size();
    nanos.sort(null);
    return Map.of(
        NANOS, (double) nanos.get(nanos.size() / 2) / operations,
        CPU, (after.cpuNanos() - before.cpuNanos()) / all,
        ALLOCATED, wholeBytes((after.allocatedBytes() - before.allocatedBytes()) / all));
  }

  @Override
  public void tryOut() throws Exception {
    workload.run(10);
  }

  /** Runs until the time is over, and finds how many operations make a batch. */
  private int warmUp(double seconds) throws Exception {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    int operations = 1;
    long nanos = time(operations);
    while (System.nanoTime() < end || isShort(nanos, operations)) {
      if (isShort(nanos, operations)) {
        operations *= 2;
      }
      nanos = time(operations);
    }
    return operations;
  }

  private boolean isShort(long nanos, int operations) {
    return nanos < batchNanos && operations < MAX_OPERATIONS;
  }

  /** Less than half a byte is what the measurement itself left behind. */
  private static double wholeBytes(double bytes) {
    return bytes < 0.5 ? 0 : bytes;
  }

  private long time(int operations) throws Exception {
    long start = System.nanoTime();
    workload.run(operations);
    return System.nanoTime() - start;
  }

  /** What this JVM has used up so far. */
  private record Usage(long cpuNanos, long allocatedBytes) {
    static Usage now() {
      var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      return new Usage(system.getProcessCpuTime(), threads.getTotalThreadAllocatedBytes());
    }
  }
}
