package dev.fairlead.process.internal.signal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * The JVM's own way to handle signals.
 *
 * <p>It has no public API; {@code sun.misc.Signal} in module jdk.unsupported is what there is. It
 * is reached by name, because the compiler warns of each mention of it and cannot be told not to.
 */
final class JvmSignals {

  private static final MethodHandle MAKE;
  private static final MethodHandle HANDLE;
  private static final MethodHandle RAISE;
  private static final Class<?> HANDLER_TYPE;

  static {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      HANDLER_TYPE = Class.forName("sun.misc.SignalHandler");
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      MAKE =
          lookup
              .findConstructor(signal, MethodType.methodType(void.class, String.class))
              .asType(MethodType.methodType(Object.class, String.class));
      HANDLE =
          lookup
              .findStatic(
                  signal, "handle", MethodType.methodType(HANDLER_TYPE, signal, HANDLER_TYPE))
              .asType(MethodType.methodType(Object.class, Object.class, Object.class));
      RAISE =
          lookup
              .findStatic(signal, "raise", MethodType.methodType(void.class, signal))
              .asType(MethodType.methodType(void.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private JvmSignals() {}

  /**
   * Sets what handles a signal and returns what did so before.
   *
   * @param name the name without {@code SIG}
   * @throws IllegalArgumentException if the system has no such signal, or the JVM keeps it
   */
  static Object handle(String name, Object handler) {
    try {
      return (Object) HANDLE.invokeExact((Object) MAKE.invokeExact(name), handler);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("no checked exception is declared", e);
    }
  }

  /** Sends a signal to this process. */
  static void raise(String name) {
    try {
      RAISE.invokeExact((Object) MAKE.invokeExact(name));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("no checked exception is declared", e);
    }
  }

  /** Makes a handler of a function that is given the name of the signal. */
  @SuppressWarnings("ReferenceEquality") // A handler equals itself only.
  static Object handler(String name, Consumer<String> action) {
    InvocationHandler calls =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                action.accept(name);
                yield null;
              }
              case "equals" -> proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> "handler of SIG" + name;
            };
    return Proxy.newProxyInstance(
        HANDLER_TYPE.getClassLoader(), new Class<?>[] {HANDLER_TYPE}, calls);
  }
}
