package dev.fairlead.process;

import static org.junit.jupiter.api.Assertions.assertSame;

import dev.fairlead.Action;
import java.lang.reflect.Proxy;

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

  private static Object ignoring() {
    return Proxy.newProxyInstance(
        HANDLER.getClassLoader(), new Class<?>[] {HANDLER}, (proxy, method, arguments) -> null);
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
