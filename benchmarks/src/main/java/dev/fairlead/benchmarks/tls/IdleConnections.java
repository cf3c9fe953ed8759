package dev.fairlead.benchmarks.tls;

import dev.fairlead.benchmarks.harness.Experiment;
import dev.fairlead.benchmarks.harness.Metric;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What one connection on which nothing happens costs in memory, both of its sides together. */
final class IdleConnections implements Experiment {

  static final Metric BYTES = Metric.lower("B/connection");
  static final List<Metric> METRICS = List.of(BYTES);

  private static final int CONNECTIONS = 1_000;
  private static final int FEW = 20;
  private static final int ROUND_TRIPS = 20_000;
  private static final int EARLIER = 16;

  private final TlsTraffic traffic;

  IdleConnections(TlsTraffic traffic) {
    this.traffic = traffic;
  }

  @Override
  public Map<Metric, Double> measure(double warmupSeconds, double seconds) throws Exception {
    // Work and other connections first, as a server has had them that holds so many idle ones: they
    // do not pay for class loading then, and wait in compiled code.
    traffic.roundTrips(ROUND_TRIPS);
    for (int i = 0; i < EARLIER; i++) {
      traffic.idle(CONNECTIONS, () -> {});
    }
    long before = memory();
    long[] during = new long[1];
    traffic.idle(CONNECTIONS, () -> during[0] = memory());
    return Map.of(BYTES, (double) (during[0] - before) / CONNECTIONS);
  }

  @Override
  public void tryOut() throws Exception {
    traffic.idle(FEW, () -> {});
  }

  /** The heap, and what is outside of it, which Netty and the JDK may both have counted. */
  private static long memory() {
    awaitRest();
    System.gc();
    System.gc();
    long outside =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    return heap + Math.max(outside, PlatformDependent.usedDirectMemory());
  }

  /** The last ones have yet to begin to wait. */
  private static void awaitRest() {
    try {
      TimeUnit.MILLISECONDS.sleep(300);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a benchmark", e);
    }
  }
}
