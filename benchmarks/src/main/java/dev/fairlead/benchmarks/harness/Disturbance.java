package dev.fairlead.benchmarks.harness;

import java.util.List;

/**
 * Measures how much of the machine was taken by processes that are not part of a measurement.
 *
 * <p>A benchmark on a shared machine is only worth something if one knows when it was alone.
 */
public final class Disturbance {
  private final List<Long> pids;
  private final double ownBefore;
  private final double machineBefore;
  private final long startNanos;

  private Disturbance(List<Long> pids) {
    this.pids = pids;
    this.ownBefore = ownSeconds();
    this.machineBefore = CpuTimes.machineSeconds();
    this.startNanos = System.nanoTime();
  }

  /** Starts to watch; the given processes and this JVM are the measurement's own. */
  public static Disturbance watch(List<Long> pids) {
    return new Disturbance(List.copyOf(pids));
  }

  /**
   * Share of all processors that others have taken since the start, 0 to 1.
   *
   * @param endedSeconds processor time of own processes that have ended meanwhile
   */
  public double share(double endedSeconds) {
    double elapsed = (System.nanoTime() - startNanos) / 1e9;
    double all = CpuTimes.machineSeconds() - machineBefore;
    double own = ownSeconds() - ownBefore + endedSeconds;
    double capacity = elapsed * Runtime.getRuntime().availableProcessors();
    return Math.clamp((all - own) / capacity, 0, 1);
  }

  private double ownSeconds() {
    double self = CpuTimes.processSeconds(ProcessHandle.current().pid());
    return self + pids.stream().mapToDouble(CpuTimes::processSeconds).sum();
  }
}
