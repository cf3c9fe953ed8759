package dev.fairlead.process;

import static org.junit.jupiter.api.Assertions.assertSame;

import dev.fairlead.Action;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** The handlers of signals that the JVM knows. */
final class Handlers {

  private static final Class<?> SIGNAL = type("sun.misc.Signal");
  private static final Class<?> HANDLER = type("sun.misc.SignalHandler");

  private Handlers() {}

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new LinkageError("the JVM has no signals", e);
    }
  }

  /** Lets something happen to the handler of a signal and looks whether it is put back. */
  static <X extends Exception> void assertPutBack(String name, Action<X> body) throws X {
    Object known = ignoring();
    Object original = swap(name, known);
    try {
      body.run();
    } finally {
      assertSame(known, swap(name, original));
    }
  }

  /** Counts the signals that nobody else listens to, while something happens. */
  static <X extends Exception> void counting(String name, AtomicInteger count, Action<X> body)
      throws X {
    Object original =
        swap(
            name,
            handler((proxy, method, arguments) -> {
              if (method.getName().equals("handle")) {
                count.incrementAndGet();
              }
              return null;
            }));
    try {
      body.run();
    } finally {
      var _ = swap(name, original);
    }
  }

  private static Object ignoring() {
    return handler((proxy, method, arguments) -> null);
  }

  private static Object handler(InvocationHandler calls) {
    return Proxy.newProxyInstance(HANDLER.getClassLoader(), new Class<?>[] {HANDLER}, calls);
  }

  private static Object swap(String name, Object handler) {
    try {
      Object signal = SIGNAL.getConstructor(String.class).newInstance(name);
      return SIGNAL.getMethod("handle", SIGNAL, HANDLER).invoke(null, signal, handler);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the JVM has no such signals", e);
    }
  }
}
