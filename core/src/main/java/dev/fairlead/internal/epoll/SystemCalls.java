package dev.fairlead.internal.epoll;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.stream.Stream;

/** The functions of the C library that this package calls; linked when the class is initialised. */
@SuppressWarnings("restricted") // The only class of this module that calls native code.
final class SystemCalls {

  /*
   * Critical means here that the JVM leaves the thread in the state in which it runs Java code, so
   * that arrays can be handed over, and that a safepoint waits for the call. So only calls that
   * never wait are.
   */

  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int LONGEST_MESSAGE = 256;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final Linker.Option ON_ARRAYS = Linker.Option.critical(true);

  private static final MethodHandle EPOLL_CREATE =
      link("epoll_create1", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle EPOLL_CTL =
      link("epoll_ctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle EPOLL_WAIT =
      link("epoll_wait", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  private static final MethodHandle EVENTFD =
      link("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle EVENTFD_READ =
      link("eventfd_read", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle EVENTFD_WRITE =
      link("eventfd_write", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));
  private static final MethodHandle CLOSE =
      link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle RECV = link("recv", transfer(), ON_ARRAYS);
  private static final MethodHandle SEND = link("send", transfer(), ON_ARRAYS);
  private static final MethodHandle STRERROR =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));

  private SystemCalls() {}

  private static FunctionDescriptor transfer() {
    return FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  }

  private static MethodHandle link(String name, FunctionDescriptor type, Linker.Option... others) {
    Linker.Option[] options =
        Stream.concat(Stream.of(ERRNO), Arrays.stream(others)).toArray(Linker.Option[]::new);
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, options);
  }

  static MemoryLayout stateLayout() {
    return Linker.Option.captureStateLayout();
  }

  static int epollCreate(MemorySegment state, int flags) {
    try {
      return (int) EPOLL_CREATE.invokeExact(state, flags);
    } catch (Throwable e) {
      throw passedOn(e);
    }
  }

  static int epollControl(
      MemorySegment state, int epoll, int operation, int descriptor, MemorySegment event) {
    try {
      return (int) EPOLL_CTL.invokeExact(state, epoll, operation, descriptor, event);
    } catch (Throwable e) {
      throw passedOn(e);
    }
  }

  static int epollWait(MemorySegment state, int epoll, MemorySegment events, int room, int millis) {
    try {
      return (int) EPOLL_WAIT.invokeExact(state, epoll, events, room, millis);
    } catch (Throwable e) {
      throw passedOn(e);
    }
  }

  static int eventfd(MemorySegment state, int flags) {
    try {
      return (int) EVENTFD.invokeExact(state, 0, flags);
    } catch (Throwable e) {
      throw passedOn(e);
    }
  }

  static int eventfdRead(MemorySegment state, int descriptor, MemorySegment value) {
    try {
      return (int) EVENTFD_READ.invokeExact(state, descriptor, value);
    } catch (Throwable e) {
      throw passedOn(e);
    }
  }

  static int eventfdWrite(MemorySegment state, int descriptor) {
    try {
      return (int) EVENTFD_WRITE.invokeExact(state, descriptor, 1L);
    } catch (Throwable e) {
      throw passedOn(e);
    }
  }

  static int close(MemorySegment state, int descriptor) {
    try {
      return (int) CLOSE.invokeExact(state, descriptor);
    } catch (Throwable e) {
      throw passedOn(e);
    }
  }

  /** Receives what is there; as the function, negative if it failed. Never waits. */
  static long receive(MemorySegment state, int descriptor, MemorySegment target) {
    try {
      return (long) RECV.invokeExact(state, descriptor, target, target.byteSize(), MSG_DONTWAIT);
    } catch (Throwable e) {
      throw passedOn(e);
    }
  }

  /** Sends what there is room for; as the function, negative if it failed. Never waits. */
  static long send(MemorySegment state, int descriptor, MemorySegment source) {
    try {
      int flags = MSG_DONTWAIT | MSG_NOSIGNAL;
      return (long) SEND.invokeExact(state, descriptor, source, source.byteSize(), flags);
    } catch (Throwable e) {
      throw passedOn(e);
    }
  }

  /** What the system calls an error. */
  static String describe(int errno) {
    try {
      var text = (MemorySegment) STRERROR.invokeExact(errno);
      return text.reinterpret(LONGEST_MESSAGE).getString(0);
    } catch (Throwable e) {
      throw passedOn(e);
    }
  }

  /** A downcall throws what is wrong with its arguments, such as memory that was given back. */
  private static Error passedOn(Throwable thrown) {
    if (thrown instanceof RuntimeException wrong) {
      throw wrong;
    }
    return thrown instanceof Error error
        ? error
        : new AssertionError("a downcall throws nothing of its own", thrown);
  }
}
