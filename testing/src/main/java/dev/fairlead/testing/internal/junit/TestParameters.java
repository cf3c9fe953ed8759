package dev.fairlead.testing.internal.junit;

import dev.fairlead.CancelScope;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.net.TcpListener;
import dev.fairlead.testing.FreePort;
import dev.fairlead.testing.FreePorts;
import dev.fairlead.testing.Simulation;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Gives test methods what belongs to their runtime. */
final class TestParameters implements ParameterResolver {

  private static final Set<Class<?>> TYPES =
      Set.of(
          TaskGroup.class,
          CancelScope.class,
          Simulation.class,
          InstantSource.class,
          TcpListener.class);

  private static final Map<FreePorts.Kind, FreePorts> PORTS = new EnumMap<>(FreePorts.Kind.class);

  static {
    for (FreePorts.Kind kind : FreePorts.Kind.values()) {
      PORTS.put(kind, new FreePorts(kind));
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    // For a constructor the runtime does not exist yet.
    return !(parameter.getDeclaringExecutable() instanceof Constructor)
        && isOurs(parameter.getParameter());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Parameter wanted = parameter.getParameter();
    return isPort(wanted) ? freePort(wanted) : value(wanted, RunOnBackend.run(context));
  }

  /** Whether there is a value for it. */
  static boolean isOurs(Parameter parameter) {
    return TYPES.contains(parameter.getType()) || isPort(parameter);
  }

  private static boolean isPort(Parameter parameter) {
    return parameter.getType() == int.class
        && AnnotationSupport.isAnnotated(parameter, FreePort.class);
  }

  /** What a test is given. */
  static Object value(Parameter parameter, TestRun run) {
    Class<?> type = parameter.getType();
    if (type == int.class) {
      return freePort(parameter);
    }
    if (type == TaskGroup.class) {
      return run.group();
    }
    if (type == CancelScope.class) {
      return run.scope();
    }
    if (type == InstantSource.class) {
      return run.ask(
          () -> run.host().settings().isSimulated() ? simulatedClock() : new RuntimeClock());
    }
    if (type == TcpListener.class) {
      return run.ask(() -> run.closeAtEnd(boundListener()));
    }
    return run.ask(Simulation::current);
  }

  private static InstantSource simulatedClock() {
    return Simulation.current().clock();
  }

  private static TcpListener boundListener() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return Net.createTcpListener(0, o -> o.withLocalAddresses(loopback));
  }

  private static int freePort(Parameter parameter) {
    FreePort wanted = AnnotationSupport.findAnnotation(parameter, FreePort.class).orElseThrow();
    FreePorts ports = PORTS.get(wanted.value());
    if (ports == null) {
      throw new AssertionError("every kind has a source: " + wanted);
    }
    return ports.next();
  }
}
