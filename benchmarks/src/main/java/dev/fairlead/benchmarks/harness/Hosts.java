package dev.fairlead.benchmarks.harness;

import dev.fairlead.Action;
import dev.fairlead.Fairlead;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.Backends;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Where the driving side of a workload runs. */
public final class Hosts {

  private static final Duration POLLING = Duration.ofMillis(1);

  private Hosts() {}

  /** The backends that are compared, by the names of their subjects. */
  public static Map<String, Backend> backends() {
    var all = new LinkedHashMap<String, Backend>();
    all.put("fairlead-virtual", Backends.virtual());
    all.put("fairlead-carrier", Backends.carrier());
    return all;
  }

  /** The same, and one with a loop for each of two processors. */
  public static Map<String, Backend> backendsAndTwoLoops() {
    Map<String, Backend> all = backends();
    all.put("fairlead-carrier-2-loops", Backends.carrier(o -> o.withLoops(2)));
    return all;
  }

  /** As {@link #backends}, with loops that poll a while before they block. */
  public static Map<String, Backend> pollingBackends() {
    var all = new LinkedHashMap<String, Backend>();
    all.put("fairlead-virtual-polling", Backends.virtual(o -> o.withPolling(POLLING)));
    all.put("fairlead-carrier-polling", Backends.carrier(o -> o.withPolling(POLLING)));
    return all;
  }

  /** Runs in a runtime of Fairlead. */
  public static void fairlead(Backend backend, Action<Exception> body) throws Exception {
    Fairlead.run(o -> o.withBackend(backend), body);
  }

  /** Runs in a virtual thread, as a user without a library would. */
  public static <T> T virtualThread(Callable<T> body) throws Exception {
    var task = new FutureTask<>(body);
    Thread.ofVirtual().start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the workload failed", e.getCause());
    }
  }
}
