package dev.fairlead.internal.epoll;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** How virtual threads wait for a selector of the JDK, which the JDK has but does not offer. */
final class SelectorParking {

  private static final String POLLER = "sun.nio.ch.Poller";
  private static final long NO_LIMIT = 0;

  private SelectorParking() {}

  /** Found once; failing costs an exception each time, so that each caller learns why. */
  private static final class Access {
    static final MethodHandle PARK = find();
  }

  /**
   * Makes sure that this JVM gives access.
   *
   * @throws IllegalStateException if it does not; the message says what to do
   */
  static void ensureAccessible() {
    find();
  }

  /**
   * Parks the current virtual thread until the kernel has something for an epoll descriptor, at
   * most so long; negative is for ever. May return for no reason.
   */
  static void await(int epoll, int millis) throws IOException {
    try {
      Access.PARK.invokeExact(epoll, millis < 0 ? NO_LIMIT : Math.max(1, millis) * 1_000_000L);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("declares no such exception", e);
    }
  }

  private static MethodHandle find() {
    try {
      Class<?> poller = Class.forName(POLLER, false, null);
      return MethodHandles.privateLookupIn(poller, MethodHandles.lookup())
          .findStatic(
              poller, "pollSelector", MethodType.methodType(void.class, int.class, long.class));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(howToOpen(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "native sockets do not know how virtual threads of Java "
              + Runtime.version()
              + " wait for a selector; leave out withNativeSockets()",
          e);
    }
  }

  private static String howToOpen() {
    String here = SelectorParking.class.getModule().isNamed() ? "module path" : "class path";
    return """
    native sockets on the backend virtual need access to how virtual threads wait. Start java with
      --add-opens java.base/sun.nio.ch=dev.fairlead.core   if Fairlead is on the module path
      --add-opens java.base/sun.nio.ch=ALL-UNNAMED         if it is on the class path
    (here it is on the PATH), or put the line
      Add-Opens: java.base/sun.nio.ch
    into the manifest of the jar that "java -jar" starts, or leave out withNativeSockets().\
    """
        .replace("PATH", here);
  }
}
