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
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives test methods what belongs to their runtime. */
final class TestParameters implements ParameterResolver {

  private static final Map<FreePorts.Kind, FreePorts> PORTS = new EnumMap<>(FreePorts.Kind.class);

  static {
    for (FreePorts.Kind kind : FreePorts.Kind.values()) {
      PORTS.put(kind, new FreePorts(kind));
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    if (parameter.getDeclaringExecutable() instanceof Constructor) {
      return false; // The runtime does not exist yet.
    }
    Class<?> type = parameter.getParameter().getType();
    return type == TaskGroup.class
        || type == CancelScope.class
        || type == Simulation.class
        || type == InstantSource.class
        || type == TcpListener.class
        || (type == int.class && parameter.isAnnotated(FreePort.class));
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type == int.class) {
      return freePort(parameter.findAnnotation(FreePort.class).orElseThrow());
    }
    TestRun run = RunOnBackend.run(context);
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

  private static int freePort(FreePort wanted) {
    FreePorts ports = PORTS.get(wanted.value());
    if (ports == null) {
      throw new AssertionError("every kind has a source: " + wanted);
    }
    return ports.next();
  }
}
