package dev.fairlead.file.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** What an open file stands on. Blocks; used on worker threads. */
public interface Handle extends Closeable {

  /** The most that is read without waiting at once. */
  int MOST_FROM_MEMORY = 1 << 16;

  /** Reads once at the position; -1 at the end. */
  default int read(ByteBuffer target) throws IOException {
    throw unsupported("be read");
  }

  /** Reads at the position what is there without waiting; returns how many bytes, often 0. */
  default int readInMemory(ByteBuffer target) {
    return 0;
  }

  /** Fills a buffer at the position without waiting, or does nothing and returns false. */
  default boolean readAllInMemory(ByteBuffer target) {
    return false;
  }

  /** As {@link #readAllInMemory}, at an offset. */
  default boolean readAllInMemoryAt(long offset, ByteBuffer target) {
    return false;
  }

  /** Whether one call reads into several buffers, and nobody else is concerned by how far. */
  default boolean readsFar() {
    return false;
  }

  /** Writes once at the position. */
  default int write(ByteBuffer source) throws IOException {
    throw unsupported("be written");
  }

  /** Reads once into several buffers. */
  default long read(ByteBuffer[] targets) throws IOException {
    return BlockingIo.scatter(this, targets);
  }

  /** Writes once from several buffers. */
  default long write(ByteBuffer[] sources) throws IOException {
    return BlockingIo.gather(this, sources);
  }

  /** Reads once at an offset and leaves the position alone. */
  default int readAt(long offset, ByteBuffer target) throws IOException {
    throw unsupported("be read at an offset");
  }

  /** Writes once at an offset and leaves the position alone. */
  default int writeAt(long offset, ByteBuffer source) throws IOException {
    throw unsupported("be written at an offset");
  }

  /** Whether there is a position. May call the system. */
  default boolean isSeekable() {
    return false;
  }

  /** The position. */
  default long position() throws IOException {
    throw unsupported("say a position");
  }

  /** Moves the position. */
  default void position(long position) throws IOException {
    throw unsupported("seek");
  }

  /** How many bytes there are. */
  default long size() throws IOException {
    throw unsupported("say a size");
  }

  /** Cuts off what is behind a size, or fills up with zeros. */
  default void resize(long size) throws IOException {
    throw unsupported("be truncated");
  }

  /** Gives what is buffered to the system. */
  default void flush() throws IOException {
    // Nothing is buffered.
  }

  /** Waits until the device has everything. */
  default void force(boolean metadata) throws IOException {
    throw unsupported("be synchronised with its device");
  }

  /** Whether nothing here blocks for now. */
  default boolean isInMemory() {
    return false;
  }

  /** Whether so many bytes at an offset have no room in memory. */
  default boolean mustLeaveMemory(long offset, long count) {
    return false;
  }

  /** Puts what is in memory into a file. */
  default void leaveMemory() throws IOException {
    // Nothing is in memory.
  }

  /** The channel of the file, if it is one. */
  default Optional<FileChannel> channel() {
    return Optional.empty();
  }

  /** What is wrapped. */
  Object wrapped();

  private UnsupportedOperationException unsupported(String what) {
    return new UnsupportedOperationException(
        wrapped().getClass().getName() + " cannot " + what + "; a file opened by its path can");
  }
}
