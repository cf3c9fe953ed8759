package dev.fairlead.net.internal.unix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.net.BindException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The few functions of the C library on Linux for which neither the JDK nor junixsocket is safe.
 */
@SuppressWarnings("restricted") // The only class that calls native code directly.
final class Libc {

  static final int AGAIN = -1;

  private static final int EINTR = 4;
  private static final int EAGAIN = 11;

  private static final int EADDRINUSE = 98;
  private static final int OPEN_FLAGS = 0x80000 | 0x800; // close-on-exec, non-blocking

  private static final int SOL_SOCKET = 1;
  private static final int SO_TYPE = 3;
  private static final int SO_ACCEPTCONN = 30;
  private static final int SO_DOMAIN = 39;
  private static final int AF_INET6 = 10;
  private static final int SOCK_STREAM = 1;
  private static final int AF_UNIX = 1;
  private static final int F_DUPFD_CLOEXEC = 1030;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle SENDMSG =
      function("sendmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle RECVMSG =
      function("recvmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle BIND =
      function("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle LISTEN =
      function("listen", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle ACCEPT =
      function("accept4", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle GETSOCKOPT =
      function(
          "getsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle GETSOCKNAME =
      function("getsockname", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle GETPEERNAME =
      function("getpeername", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle SOCKETPAIR =
      function(
          "socketpair", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle FCHMOD =
      function("fchmod", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle FCNTL =
      function(
          "fcntl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle STRERROR =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));

  private static final int LONGEST_MESSAGE = 256;

  private Libc() {}

  /** Links all functions when it is first called; where that is not allowed, throws an error. */
  static boolean isLinked() {
    return !STRERROR.type().parameterList().isEmpty();
  }

  private static MethodHandle function(
      String name, FunctionDescriptor type, Linker.Option... others) {
    var options = new ArrayList<>(List.of(others));
    options.add(Linker.Option.captureCallState("errno"));
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name), type, options.toArray(Linker.Option[]::new));
  }

  /** One call of a function; what it returns is negative if it has failed. */
  @FunctionalInterface
  private interface Call {
    long with(MemorySegment state) throws Throwable;
  }

  /** Calls again while a signal came between; {@link #AGAIN} if it would have to wait. */
  private static long call(Call call) throws IOException {
    try (var arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      while (true) {
        long result = call.with(state);
        if (result >= 0) {
          return result;
        }
        int errno = (int) ERRNO.get(state, 0L);
        if (errno == EAGAIN) {
          return AGAIN;
        }
        if (errno != EINTR) {
          throw failure(errno);
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a downcall throws nothing of its own", e);
    }
  }

  private static SocketException failure(int errno) throws Throwable {
    var text = (MemorySegment) STRERROR.invokeExact(errno);
    String message = text.reinterpret(LONGEST_MESSAGE).getString(0);
    return errno == EADDRINUSE ? new BindException(message) : new SocketException(message);
  }

  /** Binds a socket to an address in the form of the system. */
  static void bind(int fd, MemorySegment address, int length) throws IOException {
    var _ = call(state -> (int) BIND.invokeExact(state, fd, address, length));
  }

  /** Lets a bound socket take connections. */
  static void listen(int fd, int backlog) throws IOException {
    var _ = call(state -> (int) LISTEN.invokeExact(state, fd, backlog));
  }

  /** Sets the permissions of what is behind a descriptor, in the form of the system. */
  static void setMode(int fd, int mode) throws IOException {
    var _ = call(state -> (int) FCHMOD.invokeExact(state, fd, mode));
  }

  /** Accepts without waiting; {@link #AGAIN} if there is no connection. */
  static int accept(int fd) throws IOException {
    return (int)
        call(state ->
            (int)
                ACCEPT.invokeExact(state, fd, MemorySegment.NULL, MemorySegment.NULL, OPEN_FLAGS));
  }

  /** Sends without waiting; {@link #AGAIN} if there is no room. */
  static long sendmsg(int fd, MemorySegment message, int flags) throws IOException {
    return transfer(SENDMSG, fd, message, flags);
  }

  /** Receives without waiting; {@link #AGAIN} if there is nothing. */
  static long recvmsg(int fd, MemorySegment message, int flags) throws IOException {
    return transfer(RECVMSG, fd, message, flags);
  }

  private static long transfer(MethodHandle function, int fd, MemorySegment message, int flags)
      throws IOException {
    return call(state -> (long) function.invokeExact(state, fd, message, flags));
  }

  /** Closes a descriptor that nothing else knows. */
  static void close(int fd) {
    try (var arena = Arena.ofConfined()) {
      int result = (int) CLOSE.invokeExact(arena.allocate(STATE), fd);
      assert result == 0 : "not open: descriptor " + fd;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a downcall throws nothing of its own", e);
    }
  }

  /** Opens another descriptor of what is behind one. */
  static int duplicate(int fd) throws IOException {
    return (int) call(state -> (int) FCNTL.invokeExact(state, fd, F_DUPFD_CLOEXEC, 0));
  }

  /** Opens two UNIX sockets that are connected to each other, for streams. */
  static int[] pair() throws IOException {
    try (var arena = Arena.ofConfined()) {
      MemorySegment both = arena.allocate(JAVA_INT, 2);
      int type = SOCK_STREAM | OPEN_FLAGS;
      var _ = call(state -> (int) SOCKETPAIR.invokeExact(state, AF_UNIX, type, 0, both));
      return both.toArray(JAVA_INT);
    }
  }

  /** The address a socket is bound to, in the form of the system; empty if it is no socket. */
  static Optional<byte[]> localName(int fd) {
    return name(GETSOCKNAME, fd);
  }

  /** The address of the other side, in the form of the system; empty if there is none. */
  static Optional<byte[]> remoteName(int fd) {
    return name(GETPEERNAME, fd);
  }

  private static Optional<byte[]> name(MethodHandle function, int fd) {
    try (var arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocate(SocketNames.MAX_SIZE, 8);
      MemorySegment size = arena.allocateFrom(JAVA_INT, SocketNames.MAX_SIZE);
      var _ = call(state -> (int) function.invokeExact(state, fd, name, size));
      return Optional.of(name.asSlice(0, size.get(JAVA_INT, 0)).toArray(JAVA_BYTE));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether a descriptor is a socket that listens. */
  static boolean listens(int fd) {
    return option(fd, SO_ACCEPTCONN) == 1;
  }

  /** Whether a descriptor is a socket of IPv6, which may serve IPv4 too. */
  static boolean isOfIpv6(int fd) {
    return option(fd, SO_DOMAIN) == AF_INET6;
  }

  /** Whether a descriptor is a socket for streams. */
  static boolean isStream(int fd) {
    return option(fd, SO_TYPE) == SOCK_STREAM;
  }

  /** A number the system keeps for a socket; -1 if it is no socket. */
  private static int option(int fd, int name) {
    try (var arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(JAVA_INT);
      MemorySegment size = arena.allocateFrom(JAVA_INT, Integer.BYTES);
      var _ = call(state -> (int) GETSOCKOPT.invokeExact(state, fd, SOL_SOCKET, name, value, size));
      return value.get(JAVA_INT, 0);
    } catch (IOException e) {
      return -1;
    }
  }
}
