package dev.fairlead.process.internal.spawn;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The functions of the C library that the JDK has no counterpart of. Linux, 64 bits. */
final class Libc {

  static final int ESRCH = 3;
  static final int EINTR = 4;
  static final int ECHILD = 10;

  private static final int NOBODY = -1;

  private static final int PIDFD_OPEN = 434; // the same number on every architecture
  private static final int PIDFD_SEND_SIGNAL = 424;
  private static final int F_SETPIPE_SZ = 1031;
  private static final int P_PID = 1;
  private static final int P_PIDFD = 3;
  static final int WNOHANG = 1;
  static final int WEXITED = 4;
  static final int WNOWAIT = 0x01000000;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");

  private static final FunctionDescriptor INT_OF_INT = FunctionDescriptor.of(JAVA_INT, JAVA_INT);
  private static final FunctionDescriptor INT_OF_POINTER = FunctionDescriptor.of(JAVA_INT, ADDRESS);

  private static final MethodHandle STRERROR =
      plain("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));
  private static final MethodHandle CLOSE = capturing("close", INT_OF_INT);
  private static final MethodHandle CONTROL =
      plain(
          "fcntl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle YIELD = plain("sched_yield", FunctionDescriptor.of(JAVA_INT));
  private static final MethodHandle KILL =
      capturing("kill", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle WAITID =
      capturing("waitid", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle SYSCALL =
      capturing(
          "syscall",
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
          Linker.Option.firstVariadicArg(1));
  private static final MethodHandle EPOLL_CREATE = capturing("epoll_create1", INT_OF_INT);
  private static final MethodHandle EPOLL_CTL =
      capturing(
          "epoll_ctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle EPOLL_WAIT =
      capturing(
          "epoll_wait", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));

  static final MethodHandle ACTIONS_INIT = plain("posix_spawn_file_actions_init", INT_OF_POINTER);
  static final MethodHandle ACTIONS_DESTROY =
      plain("posix_spawn_file_actions_destroy", INT_OF_POINTER);
  static final MethodHandle ACTIONS_OPEN =
      plain(
          "posix_spawn_file_actions_addopen",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  static final MethodHandle ACTIONS_DUP =
      plain(
          "posix_spawn_file_actions_adddup2",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  static final MethodHandle ACTIONS_CLOSE =
      plain(
          "posix_spawn_file_actions_addclose", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  static final MethodHandle ACTIONS_CLOSE_FROM =
      plain(
          "posix_spawn_file_actions_addclosefrom_np",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  static final MethodHandle ACTIONS_CHANGE_DIRECTORY =
      plain(
          "posix_spawn_file_actions_addchdir_np",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
  static final MethodHandle ATTRIBUTES_INIT = plain("posix_spawnattr_init", INT_OF_POINTER);
  static final MethodHandle ATTRIBUTES_DESTROY = plain("posix_spawnattr_destroy", INT_OF_POINTER);
  static final MethodHandle ATTRIBUTES_FLAGS =
      plain("posix_spawnattr_setflags", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_SHORT));
  static final MethodHandle ATTRIBUTES_MASK =
      plain("posix_spawnattr_setsigmask", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
  static final MethodHandle ATTRIBUTES_DEFAULT =
      plain("posix_spawnattr_setsigdefault", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
  static final MethodHandle SPAWN =
      plain(
          "posix_spawnp",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));

  private Libc() {}

  /** An error of the C library. */
  static final class Errno extends IOException {
    private static final long serialVersionUID = 1L;

    final int number;

    Errno(String what, int number) {
      super(what + ": " + describe(number));
      this.number = number;
    }
  }

  /** A call that is made with a place for {@code errno}. */
  @FunctionalInterface
  private interface Call {
    long call(Arena arena, MemorySegment state) throws Throwable;
  }

  /** A call that reports its error as its value. */
  @FunctionalInterface
  interface DirectCall {
    int call() throws Throwable;
  }

  @SuppressWarnings("restricted") // What this class is for; the documentation names the flag.
  private static MethodHandle plain(
      String name, FunctionDescriptor type, Linker.Option... options) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, options);
  }

  @SuppressWarnings("restricted") // As above.
  private static MethodHandle capturing(
      String name, FunctionDescriptor type, Linker.Option... options) {
    var all = new Linker.Option[options.length + 1];
    System.arraycopy(options, 0, all, 1, options.length);
    all[0] = CAPTURE;
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, all);
  }

  /** Makes a call; {@link #NOBODY} if there is no such process, which is no rare thing to find. */
  private static long call(String what, Call call) throws Errno {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      while (true) {
        long result = call.call(arena, state);
        if (result >= 0) {
          return result;
        }
        int error = (int) ERRNO.get(state, 0L);
        if (error == ESRCH) {
          return NOBODY;
        } else if (error != EINTR) {
          throw new Errno(what, error);
        }
      }
    } catch (Errno | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("no other exception is declared", e);
    }
  }

  /** Makes a call that returns an error number, 0 for none. */
  static int direct(DirectCall call) {
    try {
      return call.call();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("no checked exception is declared", e);
    }
  }

  /** What the C library calls an error. */
  @SuppressWarnings("restricted") // The string ends with a zero.
  static String describe(int error) {
    try {
      return ((MemorySegment) STRERROR.invokeExact(error)).reinterpret(256).getString(0);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("no checked exception is declared", e);
    }
  }

  /** Lets another thread or process have this processor, if one waits for it. */
  static void giveWay() {
    int _ = direct(() -> (int) YIELD.invokeExact());
  }

  /** Asks for room in a pipe; returns whether the kernel has given it. */
  static boolean enlargePipe(int descriptor, int bytes) {
    return direct(() -> (int) CONTROL.invokeExact(descriptor, F_SETPIPE_SZ, bytes)) >= bytes;
  }

  static void close(int descriptor) throws Errno {
    call("close", (arena, state) -> (int) CLOSE.invokeExact(state, descriptor));
  }

  /**
   * Sends a signal, 0 for none, to a process, or to the group whose negative number is given;
   * returns whether there was anybody.
   */
  static boolean kill(long pid, int signal) throws Errno {
    return call("kill", (arena, state) -> (int) KILL.invokeExact(state, (int) pid, signal))
        != NOBODY;
  }

  static int pidfdOpen(long pid) throws Errno {
    long pidfd = syscall("pidfd_open", PIDFD_OPEN, pid, 0);
    if (pidfd == NOBODY) {
      throw new Errno("pidfd_open", ESRCH);
    }
    return (int) pidfd;
  }

  /** Sends a signal, 0 for none; returns whether the process was there, be it as a zombie. */
  static boolean pidfdSendSignal(int pidfd, int signal) throws Errno {
    return syscall("pidfd_send_signal", PIDFD_SEND_SIGNAL, pidfd, signal) != NOBODY;
  }

  private static long syscall(String what, long number, long first, long second) throws Errno {
    return call(
        what, (arena, state) -> (long) SYSCALL.invokeExact(state, number, first, second, 0L, 0L));
  }

  /**
   * What is known of the end of a process.
   *
   * @param code 0 if it has not ended, else what the kernel says of how it did
   * @param value the exit code, or the number of the signal
   */
  record Waited(int code, int value) {
    static final int NOT_YET = 0;
    static final int EXITED = 1;
  }

  static Waited waitid(int pidfd, int options) throws Errno {
    return waitid(P_PIDFD, pidfd, options);
  }

  /** Waits for a child that is about to end, and forgets it. */
  static void reap(long pid) throws Errno {
    var _ = waitid(P_PID, (int) pid, WEXITED);
  }

  private static Waited waitid(int kind, int id, int options) throws Errno {
    try (Arena outer = Arena.ofConfined()) {
      MemorySegment info = outer.allocate(128, 8);
      call("waitid", (arena, state) -> (int) WAITID.invokeExact(state, kind, id, info, options));
      return new Waited(info.get(JAVA_INT, 8), info.get(JAVA_INT, 24));
    }
  }

  static int epollCreate() throws Errno {
    return (int)
        call("epoll_create1", (arena, state) -> (int) EPOLL_CREATE.invokeExact(state, 0x80000));
  }

  static void epollControl(int poll, int operation, int descriptor, MemorySegment event)
      throws Errno {
    call(
        "epoll_ctl",
        (arena, state) -> (int) EPOLL_CTL.invokeExact(state, poll, operation, descriptor, event));
  }

  static int epollWait(int poll, MemorySegment events, int count) throws Errno {
    return (int)
        call(
            "epoll_wait",
            (arena, state) -> (int) EPOLL_WAIT.invokeExact(state, poll, events, count, -1));
  }
}
