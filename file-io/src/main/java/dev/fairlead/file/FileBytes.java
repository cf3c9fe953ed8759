package dev.fairlead.file;

import dev.fairlead.CancelScope;
import dev.fairlead.file.internal.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes of an open file: reading and writing them at the position and at an offset, the
 * position itself, the size, and the way to the device.
 *
 * {@snippet file="AsyncFileSnippets.java" region="seek"}
 *
 * <p>Every method is a checkpoint. {@link AsyncFile} says what a cancellation does, and what
 * closing the file does to other tasks.
 */
public abstract sealed class FileBytes permits AsyncFile {

  final OpenFile file;

  FileBytes(OpenFile file) {
    this.file = file;
  }

  // ---- reading bytes

  /** Reads everything from the position to the end. A checkpoint. */
  public byte[] read() throws IOException {
    return file.readUpTo(Integer.MAX_VALUE);
  }

  /**
   * Reads so many bytes, fewer only where the file ends, none at the end. A checkpoint.
   *
   * @throws IllegalArgumentException if negative
   */
  public byte[] read(int count) throws IOException {
    return file.readUpTo(atLeastZero("count", count));
  }

  /**
   * Reads once, as many bytes as the system has and as there is room for. A checkpoint.
   *
   * @return how many bytes came; -1 at the end
   */
  public int read(ByteBuffer target) throws IOException {
    return file.read(target);
  }

  /** As {@link #read(ByteBuffer)}, into several buffers, one after the other. A checkpoint. */
  public long read(ByteBuffer... targets) throws IOException {
    return file.read(targets.clone());
  }

  /**
   * Reads until the buffer is full or the file ends. A checkpoint.
   *
   * @return how many bytes came; -1 at the end
   */
  public int readFully(ByteBuffer target) throws IOException {
    return file.readFully(target);
  }

  /**
   * Reads so many bytes at an offset, fewer only where the file ends. A checkpoint.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public byte[] readAt(long offset, int count) throws IOException {
    atLeastZero("offset", offset);
    int size = atLeastZero("count", count);
    return file.readUpToAt(offset, size);
  }

  /**
   * Reads at an offset until the buffer is full or the file ends. A checkpoint.
   *
   * @return how many bytes came; -1 at the end
   * @throws IllegalArgumentException if the offset is negative
   */
  public int readAt(long offset, ByteBuffer target) throws IOException {
    atLeastZero("offset", offset);
    return file.readFullyAt(offset, target);
  }

  // ---- writing bytes

  /**
   * Writes everything. A checkpoint.
   *
   * @return how many bytes that were
   */
  public long write(byte[] bytes) throws IOException {
    return write(ByteBuffer.wrap(bytes));
  }

  /**
   * Writes everything that remains in the buffers, in order and in one turn. A checkpoint. If it
   * fails, the positions of the buffers say how much was written.
   *
   * @return how many bytes that were
   */
  public long write(ByteBuffer... sources) throws IOException {
    return file.write(sources.clone());
  }

  /** Writes everything at an offset. A checkpoint. */
  public int writeAt(long offset, byte[] bytes) throws IOException {
    return writeAt(offset, ByteBuffer.wrap(bytes));
  }

  /**
   * Writes everything that remains in the buffer at an offset. A checkpoint.
   *
   * @return how many bytes that were
   * @throws IllegalArgumentException if the offset is negative
   */
  public int writeAt(long offset, ByteBuffer source) throws IOException {
    atLeastZero("offset", offset);
    return file.writeFullyAt(offset, source);
  }

  // ---- position and size

  /** The position. A checkpoint. */
  public long position() throws IOException {
    return file.position();
  }

  /**
   * Moves the position to an offset from the start. A checkpoint.
   *
   * @return the new position
   */
  public long seek(long offset) throws IOException {
    return seek(offset, Whence.START);
  }

  /**
   * Moves the position. A checkpoint.
   *
   * @return the new position
   * @throws IllegalArgumentException if it would be negative, or more than {@link Long#MAX_VALUE}
   */
  public long seek(long offset, Whence whence) throws IOException {
    return file.seek(offset, whence == Whence.POSITION, whence == Whence.END);
  }

  /** The size in bytes. A checkpoint. */
  public long size() throws IOException {
    return file.look(file.handle()::size);
  }

  /**
   * Ends the file at the position. A checkpoint.
   *
   * @return the new size
   */
  public long truncate() throws IOException {
    return file.resize(0, true);
  }

  /**
   * Gives the file a size: cuts off what is behind it, or fills up with zeros. A position behind
   * the new end moves there. A checkpoint.
   *
   * @return the new size
   * @throws IllegalArgumentException if negative
   */
  public long truncate(long size) throws IOException {
    return file.resize(atLeastZero("size", size), false);
  }

  // ---- to the device

  /** Gives the system what a wrapped stream has buffered; files buffer nothing. A checkpoint. */
  public void flush() throws IOException {
    file.call(() -> {
      file.handle().flush();
      return null;
    });
  }

  /** Waits until the device has the content and the attributes of the file. A checkpoint. */
  public void sync() throws IOException {
    sync(true);
  }

  /** As {@link #sync()}, without attributes that are not needed to read it. A checkpoint. */
  public void syncData() throws IOException {
    sync(false);
  }

  private void sync(boolean metadata) throws IOException {
    file.call(() -> {
      file.handle().flush();
      file.handle().force(metadata);
      return null;
    });
  }

  // ---- for streams

  /** Reads once of what is read from its beginning to its end. A checkpoint. */
  int readOn(ByteBuffer target) throws IOException {
    return file.readOn(target);
  }

  /** Whether it has a position that can be moved. A checkpoint. */
  boolean isSeekable() throws IOException {
    return file.call(file.handle()::isSeekable);
  }

  /** Puts what is in memory into a file. */
  void leaveMemory() throws IOException {
    file.leaveMemory();
  }

  /** Moves the position, also in a cancelled scope. */
  void skipTo(long position) throws IOException {
    if (file.isOpen()) {
      CancelScope.shielded().run(() -> seek(position));
    }
  }

  static int atLeastZero(String what, int value) {
    return (int) atLeastZero(what, (long) value);
  }

  private static long atLeastZero(String what, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(what + " must be at least 0: " + value);
    }
    return value;
  }
}
