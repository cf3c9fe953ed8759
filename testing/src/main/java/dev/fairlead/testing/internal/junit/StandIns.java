package dev.fairlead.testing.internal.junit;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.net.TcpListener;
import dev.fairlead.testing.Simulation;
import java.io.IOException;
import java.lang.reflect.Parameter;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * What stands for a parameter until the runtime exists that it belongs to: objects of the right
 * types whose time is over.
 */
final class StandIns {

  private StandIns() {}

  /** A class of its own: the task that makes them must find the other one initialised. */
  private static final class Made {
    static final Map<Class<?>, Object> ALL = make();
  }

  /** One for a parameter that tests are given. */
  static Object of(Parameter parameter) {
    Object standIn = Made.ALL.get(parameter.getType());
    if (standIn == null) {
      throw new AssertionError("no stand-in for " + parameter);
    }
    return standIn;
  }

  private static Map<Class<?>, Object> make() {
    var all = new HashMap<Class<?>, Object>();
    try {
      Fairlead.run(
          o -> o.withName("stand-ins").withBackend(Simulation.backend()), () -> collectInto(all));
    } catch (IOException e) {
      throw new AssertionError("a simulated network that is empty has a free port", e);
    }
    return all;
  }

  private static void collectInto(Map<Class<?>, Object> all) throws IOException {
    all.put(int.class, 0);
    all.put(InstantSource.class, InstantSource.system());
    all.put(Simulation.class, Simulation.current());
    all.put(CancelScope.class, CancelScope.create());
    TaskGroup.run(group -> all.put(TaskGroup.class, group));
    try (TcpListener listener = Net.createTcpListener(0)) {
      all.put(TcpListener.class, listener);
    }
  }
}
