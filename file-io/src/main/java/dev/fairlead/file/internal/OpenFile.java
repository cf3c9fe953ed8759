package dev.fairlead.file.internal;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.file.internal.FileCalls.IoBody;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.OpenResource;
import dev.fairlead.sync.Lock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The bytes of an open file, with a position that one task at a time uses. */
public final class OpenFile {

  private final String name;
  private final Handle handle;
  private final FileCalls calls;
  private final Lock turn = new Lock();
  private final OpenResource note;
  private final AtomicBoolean closed = new AtomicBoolean();

  // In turn only.
  private final ReadAhead ahead = new ReadAhead();

  /** Opens a file on what it stands on, which belongs to it from now on. */
  public OpenFile(String name, Handle handle, FileCalls calls) {
    this.name = name;
    this.handle = handle;
    this.calls = calls;
    this.note = OpenResource.note(this);
  }

  /** What the file stands on. */
  public Handle handle() {
    return handle;
  }

  /** How its calls run. */
  public FileCalls calls() {
    return calls;
  }

  /** Whether nobody has closed it. */
  public boolean isOpen() {
    return !closed.get();
  }

  ReadAhead ahead() {
    return ahead;
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
    turn.acquire();
    try {
      ensureOpen();
      return operation.run();
    } finally {
      turn.release();
    }
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
  public void makeRoom(long offset, long count) throws IOException {
    if (handle.isInMemory()) {
      long start = offset < 0 ? handle.position() - ahead.size() : offset;
      if (handle.mustLeaveMemory(start + count)) {
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
    } catch (IOException e) {
      if (closed.get()) {
        throw closedBy(e);
      }
      throw e;
    }
  }

  private ClosedResourceException closedBy(IOException cause) {
    var exception = closedException();
    exception.initCause(cause);
    return exception;
  }

  private void ensureOpen() {
    if (closed.get()) {
      throw closedException();
    }
  }

  private ClosedResourceException closedException() {
    return new ClosedResourceException(name + " was closed; open it again to go on using it");
  }

  // ---- reading at the position

  /** Reads once. */
  public int read(ByteBuffer target) throws IOException {
    return inTurn(
        () -> ahead.size() > 0 ? ahead.takeInto(target) : call(() -> handle.read(target)));
  }

  /** Reads once, into several buffers. */
  public long read(ByteBuffer[] targets) throws IOException {
    return inTurn(() -> {
      if (ahead.size() == 0) {
        return call(() -> handle.read(targets));
      }
      long taken = 0;
      for (ByteBuffer target : targets) {
        taken += ahead.takeInto(target);
      }
      return taken;
    });
  }

  /** Reads until the buffer is full or the file ends. */
  public int readFully(ByteBuffer target) throws IOException {
    return inTurn(() -> {
      int taken = ahead.takeInto(target);
      int read = target.hasRemaining() ? call(() -> BlockingIo.readFully(handle, target)) : 0;
      return taken > 0 ? taken + Math.max(read, 0) : read;
    });
  }

  /** Reads so many bytes, fewer only at the end. */
  public byte[] readUpTo(int max) throws IOException {
    return inTurn(() -> {
      if (ahead.size() >= max) {
        return ahead.take(max);
      }
      return call(() -> {
        byte[] bytes = BlockingIo.readUpTo(handle, ahead.take(ahead.size()), max);
        return bytes;
      });
    });
  }

  // ---- writing at the position

  /** Writes everything. */
  public long write(ByteBuffer[] sources) throws IOException {
    return inTurn(() -> {
      makeRoom(-1, BlockingIo.remaining(sources));
      return call(() -> {
        dropAhead();
        return BlockingIo.writeFully(handle, sources);
      });
    });
  }

  /** Writes what depends on where it is written. */
  public long writeDepending(Depending source) throws IOException {
    return inTurn(() -> {
      if (!handle.isInMemory()) {
        return call(() -> writeNow(source));
      }
      byte[] bytes = source.bytes(handle.position() == ahead.size());
      makeRoom(-1, bytes.length);
      return call(() -> writeNow(_ -> bytes));
    });
  }

  private long writeNow(Depending source) throws IOException {
    dropAhead();
    boolean atStart = handle.isSeekable() && handle.position() == 0;
    return BlockingIo.writeFully(handle, ByteBuffer.wrap(source.bytes(atStart)));
  }

  /** Bytes that are others at the start of a file. */
  @FunctionalInterface
  public interface Depending {
    /** The bytes. */
    byte[] bytes(boolean atStart) throws IOException;
  }

  /** Puts the position of the handle where the program thinks it is. On a worker thread. */
  private void dropAhead() throws IOException {
    if (ahead.size() > 0 && handle.isSeekable()) {
      handle.position(handle.position() - ahead.size());
      ahead.clear();
    }
  }

  // ---- the position

  /** The position. */
  public long position() throws IOException {
    return callInTurn(() -> handle.position() - ahead.size());
  }

  /** Moves the position to an offset from the start, the position or the end. */
  public long seek(long offset, boolean fromPosition, boolean fromEnd) throws IOException {
    return callInTurn(() -> {
      long base = fromPosition ? handle.position() - ahead.size() : fromEnd ? handle.size() : 0;
      long target = Math.addExact(base, offset);
      if (target < 0) {
        throw new IllegalArgumentException(
            "a position must be at least 0: " + base + " and " + offset + " are " + target);
      }
      handle.position(target);
      ahead.clear();
      return target;
    });
  }

  /** Cuts the file at the position, or at a size. */
  public long resize(long size, boolean toPosition) throws IOException {
    return inTurn(() -> {
      makeRoom(toPosition ? -1 : size, 0);
      return call(() -> {
        dropAhead();
        long wanted = toPosition ? handle.position() : size;
        handle.resize(wanted);
        return wanted;
      });
    });
  }

  // ---- the end

  /** Closes; waits for it, also in a cancelled scope. */
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
