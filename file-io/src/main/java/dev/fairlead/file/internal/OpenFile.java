package dev.fairlead.file.internal;

import dev.fairlead.lowlevel.Checkpoints;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of an open file, with a position that one task at a time uses. */
public final class OpenFile extends FileUse {

  private final StreamRoom room = new StreamRoom(this);

  // In turn only: the last read of a stream has filled its buffer, so that the next one will come.
  private boolean full;

  /** Opens a file on what it stands on, which belongs to it from now on. */
  public OpenFile(String name, Handle handle, FileCalls calls) {
    super(name, handle, calls);
  }

  ReadAhead ahead() {
    return ahead;
  }

  // ---- reading at the position

  /** Reads once. */
  public int read(ByteBuffer target) throws IOException {
    return inTurn(() -> {
      if (ahead.size() > 0) {
        return ahead.takeInto(target);
      }
      int count = counted(handle.readInMemory(target));
      return count > 0 ? count : call(() -> handle.read(target));
    });
  }

  /**
   * Reads once what is read from its beginning to its end: the worker thread reads the next pieces
   * too, so that a hop serves several of them.
   */
  public int readOn(ByteBuffer target) throws IOException {
    return inTurn(() -> {
      if (ahead.size() > 0) {
        return counted(ahead.takeInto(target));
      }
      int count = counted(handle.readInMemory(target));
      return count > 0 ? count : call(() -> readFar(target));
    });
  }

  /** On a worker thread, in turn. */
  private int readFar(ByteBuffer target) throws IOException {
    int wanted = target.remaining();
    boolean far = full && wanted < StreamRoom.BYTES && handle.readsFar() && room.isTaken();
    long count = far ? ahead.fillBehind(target, handle) : handle.read(target);
    full = count >= wanted;
    return (int) Math.min(count, wanted);
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

  /** Reads ahead once; returns whether something came. In turn. */
  boolean fillAhead() throws IOException {
    return counted(ahead.fillFromMemory(handle)) > 0 || call(() -> ahead.fill(handle));
  }

  /** Reads until the buffer is full or the file ends. */
  public int readFully(ByteBuffer target) throws IOException {
    int wanted = target.remaining();
    return inTurn(() -> {
      if (ahead.size() == 0 && handle.readAllInMemory(target)) {
        return counted(wanted);
      }
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
      if (ahead.size() == 0 && max <= Handle.MOST_FROM_MEMORY) {
        var bytes = new byte[max];
        if (handle.readAllInMemory(ByteBuffer.wrap(bytes))) {
          int _ = counted(max);
          return bytes;
        }
      }
      return call(() -> BlockingIo.readUpTo(handle, ahead.take(ahead.size()), max));
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

  // ---- at an offset

  /** Reads at an offset until the buffer is full or the file ends. */
  public int readFullyAt(long offset, ByteBuffer target) throws IOException {
    ensureOpen();
    giveWay();
    Checkpoints.checkpoint();
    int wanted = target.remaining();
    return handle.readAllInMemoryAt(offset, target)
        ? counted(wanted)
        : call(() -> BlockingIo.readFullyAt(handle, offset, target));
  }

  /** Reads so many bytes at an offset, fewer only at the end. */
  public byte[] readUpToAt(long offset, int count) throws IOException {
    ensureOpen();
    giveWay();
    Checkpoints.checkpoint();
    if (count <= Handle.MOST_FROM_MEMORY) {
      var bytes = new byte[count];
      if (handle.readAllInMemoryAt(offset, ByteBuffer.wrap(bytes))) {
        int _ = counted(count);
        return bytes;
      }
    }
    return look(() -> BlockingIo.readUpToAt(handle, offset, count));
  }

  /** Writes everything at an offset. */
  public int writeFullyAt(long offset, ByteBuffer source) throws IOException {
    makeRoom(offset, source.remaining());
    try {
      return call(() -> BlockingIo.writeFullyAt(handle, offset, source));
    } finally {
      changedBeside();
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
      long target = base + offset;
      if (target < 0) {
        throw new IllegalArgumentException(noPosition(base, offset));
      }
      handle.position(target);
      ahead.clear();
      full = false;
      return target;
    });
  }

  private static String noPosition(long base, long offset) {
    return offset > 0
        ? "a position must be at most "
            + Long.MAX_VALUE
            + (": " + base + " and " + offset + " are more")
        : "a position must be at least 0: " + base + " and " + offset + " are " + (base + offset);
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

  @Override
  public void close() throws IOException {
    try (room) {
      super.close();
    }
  }
}
