package dev.fairlead.file.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * The functions of the C library that read without waiting. Linux, 64 bits. Linked when the class
 * is first used, which makes the JVM complain where native access was not granted.
 */
@SuppressWarnings("restricted") // The only class of this module that calls native code.
final class NoWaitCalls {

  /** There is nothing in memory: it takes a call that may wait. */
  static final int MISS = -1;

  /** The file system cannot say what is in memory. */
  static final int NEVER = -2;

  private static final int READ_ONLY =
      0x80000 | 0x800; // close-on-exec, no wait for a pipe's writer
  private static final int RWF_NOWAIT = 8;
  private static final int EAGAIN = 11;
  private static final int EINTR = 4;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle OPEN =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("open"),
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle CLOSE =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle PROCESSOR =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("sched_getcpu"),
          FunctionDescriptor.of(JAVA_INT),
          Linker.Option.critical(false));
  private static final MethodHandle READ =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("preadv2"),
          FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG, JAVA_INT),
          Linker.Option.captureCallState("errno"));

  private NoWaitCalls() {}

  /** Memory through which the bytes of a call go. One thread at a time. */
  static final class Memory {
    private final MemorySegment state;
    private final MemorySegment vector;
    final ByteBuffer bytes = ByteBuffer.allocateDirect(Handle.MOST_FROM_MEMORY);

    Memory() {
      Arena arena = Arena.ofAuto();
      state = arena.allocate(STATE);
      vector = arena.allocate(JAVA_LONG, 2);
      vector.setAtIndex(JAVA_LONG, 0, MemorySegment.ofBuffer(bytes).address());
    }
  }

  /** Opens a file to be read; returns its descriptor, negative if that does not work. */
  static int open(String path) {
    try (Arena arena = Arena.ofConfined()) {
      return (int) OPEN.invokeExact(arena.allocateFrom(path), READ_ONLY);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw nothingOfItsOwn(e);
    }
  }

  /** Closes a descriptor that was only read from, so that no error can come that matters. */
  static void close(int descriptor) {
    try {
      int _ = (int) CLOSE.invokeExact(descriptor);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw nothingOfItsOwn(e);
    }
  }

  /**
   * Reads so many bytes at most into the start of the memory; returns how many came, {@link #MISS}
   * or {@link #NEVER}.
   */
  static int read(Memory memory, int descriptor, long offset, int length) {
    memory.vector.setAtIndex(JAVA_LONG, 1, length);
    try {
      long count =
          (long) READ.invokeExact(memory.state, descriptor, memory.vector, 1, offset, RWF_NOWAIT);
      return count >= 0 ? (int) count : failure((int) ERRNO.get(memory.state, 0L));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw nothingOfItsOwn(e);
    }
  }

  /**
   * The number of the processor that runs this, if the system says so; a moment later it may lie.
   */
  static int processor() {
    try {
      return (int) PROCESSOR.invokeExact();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw nothingOfItsOwn(e);
    }
  }

  private static int failure(int errno) {
    return errno == EAGAIN || errno == EINTR ? MISS : NEVER;
  }

  private static AssertionError nothingOfItsOwn(Throwable thrown) {
    return new AssertionError("a downcall throws nothing of its own", thrown);
  }
}
