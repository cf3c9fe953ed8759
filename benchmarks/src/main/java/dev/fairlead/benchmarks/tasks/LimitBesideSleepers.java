package dev.fairlead.benchmarks.tasks;

import dev.fairlead.Body;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.benchmarks.harness.Experiment;
import dev.fairlead.benchmarks.harness.Hosts;
import dev.fairlead.benchmarks.harness.Metric;
import dev.fairlead.benchmarks.harness.Throughput;
import dev.fairlead.lowlevel.Backend;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A time limit around nothing while many other deadlines are armed, which must make no difference.
 */
final class LimitBesideSleepers implements Experiment {
  private static final Duration LONG = Duration.ofHours(1);

  private final Backend backend;
  private final int armed;

  LimitBesideSleepers(Backend backend, int armed) {
    this.backend = backend;
    this.armed = armed;
  }

  @Override
  public Map<Metric, Double> measure(double warmupSeconds, double seconds) throws Exception {
    var limits = new Throughput(FairleadTasks::timeouts);
    return besideSleepers(armed, () -> limits.measure(warmupSeconds, seconds));
  }

  @Override
  public void tryOut() throws Exception {
    besideSleepers(
        10,
        () -> {
          FairleadTasks.timeouts(10);
          return Map.of();
        });
  }

  private Map<Metric, Double> besideSleepers(
      int sleepers, Body<Map<Metric, Double>, Exception> body) throws Exception {
    var measured = new HashMap<Metric, Double>();
    Hosts.fairlead(
        backend,
        () ->
            TaskGroup.run(group -> {
              for (int i = 0; i < sleepers; i++) {
                var delay = LONG.plusMillis(i);
                group.startSoon(() -> Fairlead.sleep(delay));
              }
              Fairlead.awaitAllTasksBlocked();
              measured.putAll(body.call());
              group.cancel();
            }));
    return measured;
  }
}
