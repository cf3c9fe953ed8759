package dev.fairlead.internal.epoll;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.channels.SelectableChannel;

/** The descriptors of the JDK's channels, which the JDK has but does not offer. */
final class ChannelDescriptors {

  private static final String SELECTABLE = "sun.nio.ch.SelChImpl";

  private ChannelDescriptors() {}

  /** Found once; failing costs an exception each time, so that each caller learns why. */
  private static final class Access {
    static final Class<?> TYPE = type();
    static final MethodHandle NUMBER = find("getFDVal", int.class);
    static final MethodHandle RELEASE = find("kill", void.class);
  }

  /**
   * Makes sure that this JVM gives access.
   *
   * @throws IllegalStateException if it does not; the message says what to do
   */
  static void ensureAccessible() {
    find("getFDVal", int.class);
  }

  static boolean has(SelectableChannel channel) {
    return Access.TYPE.isInstance(channel);
  }

  /** The number; it belongs to the channel at least until the channel is closed. */
  static int of(SelectableChannel channel) {
    try {
      return (int) Access.NUMBER.invokeExact(channel);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Lets a closed channel that no selector holds any more close its descriptor. */
  static void release(SelectableChannel channel) throws IOException {
    try {
      Access.RELEASE.invokeExact(channel);
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static Error unexpected(Throwable thrown) {
    return thrown instanceof Error error
        ? error
        : new AssertionError("declares no such exception", thrown);
  }

  private static Class<?> type() {
    try {
      return Class.forName(SELECTABLE);
    } catch (ClassNotFoundException e) {
      throw unknown(e);
    }
  }

  private static MethodHandle find(String name, Class<?> result) {
    try {
      return MethodHandles.lookup()
          .findVirtual(type(), name, MethodType.methodType(result))
          .asType(MethodType.methodType(result, SelectableChannel.class));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(howToExport(), e);
    } catch (NoSuchMethodException e) {
      throw unknown(e);
    }
  }

  private static IllegalStateException unknown(ReflectiveOperationException e) {
    return new IllegalStateException(
        "native sockets do not know the channels of Java "
            + Runtime.version()
            + "; leave out withNativeSockets()",
        e);
  }

  private static String howToExport() {
    String here = ChannelDescriptors.class.getModule().isNamed() ? "module path" : "class path";
    return """
    native sockets need access to the descriptors of the JDK's channels. Start java with
      --add-exports java.base/sun.nio.ch=dev.fairlead.core   if Fairlead is on the module path
      --add-exports java.base/sun.nio.ch=ALL-UNNAMED         if it is on the class path
    (here it is on the PATH), or put the line
      Add-Exports: java.base/sun.nio.ch
    into the manifest of the jar that "java -jar" starts, or leave out withNativeSockets().\
    """
        .replace("PATH", here);
  }
}
