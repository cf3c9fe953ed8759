package dev.fairlead.benchmarks.files;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.fairlead.benchmarks.harness.Experiment;
import dev.fairlead.benchmarks.harness.Metric;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** Reads from many places for some seconds; the first of them, while all starts, do not count. */
final class ReadLoad implements Experiment {

  /** Platform threads of the JVM that were not there before, at the most. */
  static final Metric THREADS = Metric.lower("threads");

  private static final long SMALL_FILE = 1 << 20;

  private final Path directory;
  private final int places;
  private final Unit unit;
  private final Load load;

  /** What is done. */
  @FunctionalInterface
  interface Load {
    void run(Reading.Job job) throws Exception;
  }

  /**
   * What is counted.
   *
   * @param fileSize how large a file is read
   * @param size how much of what a load counts makes one unit
   */
  record Unit(long fileSize, double size, Metric rate, Metric cpu, Metric allocated) {}

  ReadLoad(Path directory, int places, Unit unit, Load load) {
    this.directory = directory;
    this.places = places;
    this.unit = unit;
    this.load = load;
  }

  @Override
  public Map<Metric, Double> measure(double warmupSeconds, double seconds) throws Exception {
    var stop = new AtomicBoolean();
    var done = new LongAdder();
    var job = job(unit.fileSize, places, stop, done);
    var threads = ManagementFactory.getThreadMXBean();
    int threadsBefore = threads.getThreadCount();
    var running = start(job);
    pause(warmupSeconds);
    var before = Usage.now(done);
    pause(seconds);
    var after = Usage.now(done);
    stop.set(true);
    Places.await(running);
    double units = (after.done - before.done) / unit.size;
    return Map.of(
        unit.rate,
        units * 1e9 / (after.nanos - before.nanos),
        unit.cpu,
        (after.cpuNanos - before.cpuNanos) / 1e3 / units,
        unit.allocated,
        (after.allocated - before.allocated) / units,
        THREADS,
        (double) threads.getPeakThreadCount() - threadsBefore);
  }

  private Reading.Job job(long size, int count, AtomicBoolean stop, LongAdder done)
      throws IOException {
    return new Reading.Job(TestFile.of(directory, size), size, count, () -> !stop.get(), done);
  }

  private FutureTask<Boolean> start(Reading.Job job) {
    var task =
        new FutureTask<>(() -> {
          load.run(job);
          return true;
        });
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  private static void pause(double seconds) throws InterruptedException {
    Thread.sleep((long) (seconds * 1e3));
  }

  @Override
  public void tryOut() throws Exception {
    var done = new LongAdder();
    load.run(job(SMALL_FILE, 2, new AtomicBoolean(true), done));
    if (done.sum() == 0) {
      throw new IllegalStateException("nothing was read");
    }
  }

  /** What was done and used up so far. */
  private record Usage(long nanos, long done, long cpuNanos, long allocated) {
    static Usage now(LongAdder done) {
      var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      return new Usage(
          System.nanoTime(),
          done.sum(),
          system.getProcessCpuTime(),
          threads.getTotalThreadAllocatedBytes());
    }
  }
}
