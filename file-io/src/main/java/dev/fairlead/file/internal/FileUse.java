package dev.fairlead.file.internal;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.file.internal.FileCalls.IoBody;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.OpenResource;
import dev.fairlead.sync.Lock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An open file and how it is used: in turn or side by side, on worker threads, until it is closed.
 */
abstract sealed class FileUse implements Closeable permits OpenFile {

  /** Bytes of memory that are copied in the time of everything else that belongs to a read. */
  private static final int COST_OF_A_READ = 8_192;

  /**
   * Some four tenths of a millisecond. Who reads with a thousand others finds its buffer gone from
   * the processor's cache each time it comes back; at an eighth of this that costs a sixth of all.
   */
  private static final int MOST_UNYIELDED = 1 << 22;

  private final String name;
  private final FileCalls calls;
  private final Lock turn = new Lock();
  private final OpenResource note;
  private final AtomicBoolean closed = new AtomicBoolean();
  final Handle handle;

  // In turn only.
  final ReadAhead ahead = new ReadAhead();

  // Any task: something may have been changed that was read ahead.
  private volatile boolean changedBeside;

  // Any task, roughly: a race only moves the moment at which other tasks have their turn.
  private int unyielded;

  FileUse(String name, Handle handle, FileCalls calls) {
    this.name = name;
    this.handle = handle;
    this.calls = calls;
    this.note = OpenResource.note(this);
  }

  /** What the file stands on. */
  public final Handle handle() {
    return handle;
  }

  /** Whether nobody has closed it. */
  public final boolean isOpen() {
    return !closed.get();
  }

  // ---- the shapes of operations

  /** An operation of this library, which makes calls by itself. */
  @FunctionalInterface
  interface Operation<T extends @Nullable Object> {
    /** Does it. */
    T run() throws IOException;
  }

  /** Does something while no other task uses the position. A checkpoint. */
  <T extends @Nullable Object> T inTurn(Operation<T> operation) throws IOException {
    giveWay();
    turn.acquire();
    try {
      ensureOpen();
      if (changedBeside) {
        forgetAhead();
      }
      return operation.run();
    } finally {
      turn.release();
    }
  }

  /** What was read ahead may not be in the file any more. */
  private void forgetAhead() throws IOException {
    changedBeside = false;
    boolean forgotten = false;
    try {
      forgotten =
          ahead.size() == 0
              || call(() -> {
                dropAhead();
                return true;
              });
    } finally {
      changedBeside |= !forgotten;
    }
  }

  /** Puts the position of the handle where the program thinks it is. On a worker thread. */
  final void dropAhead() throws IOException {
    if (ahead.size() > 0 && handle.isSeekable()) {
      handle.position(handle.position() - ahead.size());
      ahead.clear();
    }
  }

  /** Something was written past the position. */
  final void changedBeside() {
    changedBeside = true;
  }

  /** Makes a call in turn. A checkpoint. */
  <T extends @Nullable Object> T callInTurn(IoBody<T> body) throws IOException {
    return inTurn(() -> call(body));
  }

  /** Makes a call, and waits for it. A checkpoint. */
  public <T extends @Nullable Object> T call(IoBody<T> body) throws IOException {
    ensureOpen();
    if (handle.isInMemory()) {
      Checkpoints.checkpoint();
      return orClosed(body);
    }
    return calls.call(() -> orClosed(body));
  }

  /** Makes a call that can be left behind. A checkpoint. */
  public <T extends @Nullable Object> T look(IoBody<T> body) throws IOException {
    ensureOpen();
    return handle.isInMemory() ? call(body) : calls.look(() -> orClosed(body));
  }

  /** Makes room for so many bytes at an offset, or at the position if it is negative. */
  final void makeRoom(long offset, long count) throws IOException {
    if (handle.isInMemory()) {
      long start = offset < 0 ? handle.position() - ahead.size() : offset;
      if (handle.mustLeaveMemory(start, count)) {
        leaveMemory();
      }
    }
  }

  /** Puts what is in memory into a file. */
  public void leaveMemory() throws IOException {
    ensureOpen();
    calls.call(() ->
        orClosed(() -> {
          handle.leaveMemory();
          return handle;
        }));
  }

  private <T extends @Nullable Object> T orClosed(IoBody<T> body) throws IOException {
    try {
      return body.call();
    } catch (ClosedChannelException e) {
      throw closedBy(e);
    } catch (NonReadableChannelException e) {
      throw notOpenedFor("READ", e);
    } catch (NonWritableChannelException e) {
      throw notOpenedFor("WRITE", e);
    } catch (IOException e) {
      if (closed.get()) {
        throw closedBy(e);
      }
      throw FileFailures.named(name, e);
    }
  }

  private IllegalStateException notOpenedFor(String option, IllegalStateException cause) {
    return new IllegalStateException(
        name + " was not opened for this; open it with StandardOpenOption." + option, cause);
  }

  private ClosedResourceException closedBy(IOException cause) {
    var exception = closedException();
    exception.initCause(cause);
    return exception;
  }

  final void ensureOpen() {
    if (closed.get()) {
      throw closedException();
    }
  }

  private ClosedResourceException closedException() {
    return new ClosedResourceException(name + " was closed; open it again to go on using it");
  }

  // ---- reading from memory

  /** Notes that so much was read without waiting. */
  final int counted(int count) {
    unyielded += count > 0 ? count + COST_OF_A_READ : 0;
    return count;
  }

  /** Reading from memory waits for nothing, and would keep other tasks from running. */
  final void giveWay() {
    if (unyielded > MOST_UNYIELDED) {
      unyielded = 0;
      Checkpoints.yieldAfterLong();
    }
  }

  // ---- the end

  /** Closes; waits for it, also in a cancelled scope. */
  @Override
  public void close() throws IOException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      FileCalls.finish(handle::close);
    } finally {
      note.closed();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
