package dev.fairlead.net;

import dev.fairlead.net.spi.ListenerTransport;
import dev.fairlead.net.spi.NetworkDriver;
import dev.fairlead.net.spi.NetworkDrivers;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/** The network of the system, which refuses to accept as soon as a test says so. */
final class RefusingNetwork {

  final AtomicBoolean refusing = new AtomicBoolean();

  NetworkDriver driver() {
    NetworkDriver system = NetworkDrivers.system();
    return proxy(
        NetworkDriver.class,
        (method, arguments) -> {
          Object result = invoke(system, method, arguments);
          return result instanceof ListenerTransport listener ? refusing(listener) : result;
        });
  }

  private ListenerTransport refusing(ListenerTransport listener) {
    return proxy(
        ListenerTransport.class,
        (method, arguments) -> {
          if (method.getName().equals("tryAccept") && refusing.get()) {
            throw new IOException("Too many open files");
          }
          return invoke(listener, method, arguments);
        });
  }

  /** What becomes of a call. */
  @FunctionalInterface
  private interface Call {
    Object of(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> call.of(method, arguments)));
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
