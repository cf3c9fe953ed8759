package dev.fairlead.file.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bytes in memory, until there are too many, and then in a file. The position goes along. */
public final class SpoolHandle implements Handle {

  private final int maxSize;
  private final FileCalls.IoBody<Handle> makeFile;

  // Guarded by this.
  private byte[] bytes = new byte[256];
  private int size;
  private long position;
  private boolean closed;

  private volatile @Nullable Handle file; // once set it stays

  /** Makes an empty one. */
  public SpoolHandle(int maxSize, FileCalls.IoBody<Handle> makeFile) {
    this.maxSize = maxSize;
    this.makeFile = makeFile;
  }

  @Override
  public boolean isInMemory() {
    return file == null;
  }

  @Override
  public boolean mustLeaveMemory(long offset, long count) {
    return file == null
        && count > maxSize - offset; // The sum could be more than there are numbers.
  }

  @Override
  public synchronized void leaveMemory() throws IOException {
    ensureOpen();
    if (file == null) {
      file = filled(makeFile.call());
      bytes = new byte[0];
    }
  }

  private Handle filled(Handle made) throws IOException {
    try {
      BlockingIo.writeFully(made, ByteBuffer.wrap(bytes, 0, size));
      made.position(position);
      return made;
    } catch (IOException e) {
      try (made) {
        throw e;
      }
    }
  }

  private void ensureOpen() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  /** The file; null while everything is in memory. */
  private @Nullable Handle fileIfOpen() throws ClosedChannelException {
    ensureOpen();
    return file;
  }

  @Override
  public synchronized int read(ByteBuffer target) throws IOException {
    Handle onDisk = fileIfOpen();
    if (onDisk != null) {
      return onDisk.read(target);
    }
    int count = copyOut(position, target);
    position += Math.max(count, 0);
    return count;
  }

  @Override
  public synchronized int readAt(long offset, ByteBuffer target) throws IOException {
    Handle onDisk = fileIfOpen();
    return onDisk != null ? onDisk.readAt(offset, target) : copyOut(offset, target);
  }

  private int copyOut(long offset, ByteBuffer target) {
    if (offset >= size) {
      return -1;
    }
    int count = (int) Math.min(size - offset, target.remaining());
    target.put(bytes, (int) offset, count);
    return count;
  }

  @Override
  public synchronized int write(ByteBuffer source) throws IOException {
    if (mustLeaveMemory(position, source.remaining())) {
      leaveMemory();
    }
    Handle onDisk = fileIfOpen();
    if (onDisk != null) {
      return onDisk.write(source);
    }
    int count = copyIn(position, source);
    position += count;
    return count;
  }

  @Override
  public synchronized int writeAt(long offset, ByteBuffer source) throws IOException {
    if (mustLeaveMemory(offset, source.remaining())) {
      leaveMemory();
    }
    Handle onDisk = fileIfOpen();
    return onDisk != null ? onDisk.writeAt(offset, source) : copyIn(offset, source);
  }

  private int copyIn(long offset, ByteBuffer source) {
    int count = source.remaining();
    int end = (int) (offset + count);
    if (count > 0) {
      grow(end);
      source.get(bytes, (int) offset, count);
      size = Math.max(size, end);
    }
    return count;
  }

  private void grow(int end) {
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(maxSize, Math.max(end, 2L * bytes.length)));
    }
  }

  @Override
  public boolean isSeekable() {
    return true;
  }

  @Override
  public synchronized long position() throws IOException {
    Handle onDisk = fileIfOpen();
    return onDisk != null ? onDisk.position() : position;
  }

  @Override
  public synchronized void position(long changed) throws IOException {
    Handle onDisk = fileIfOpen();
    if (onDisk != null) {
      onDisk.position(changed);
    } else {
      position = changed;
    }
  }

  @Override
  public synchronized long size() throws IOException {
    Handle onDisk = fileIfOpen();
    return onDisk != null ? onDisk.size() : size;
  }

  @Override
  public synchronized void resize(long changed) throws IOException {
    if (mustLeaveMemory(0, changed)) {
      leaveMemory();
    }
    Handle onDisk = fileIfOpen();
    if (onDisk != null) {
      onDisk.resize(changed);
      return;
    }
    grow((int) changed);
    if (changed < size) {
      Arrays.fill(bytes, (int) changed, size, (byte) 0);
    }
    size = (int) changed;
    position = Math.min(position, changed);
  }

  @Override
  public synchronized void force(boolean metadata) throws IOException {
    Handle onDisk = fileIfOpen();
    if (onDisk != null) {
      onDisk.force(metadata);
    }
  }

  @Override
  public Optional<FileChannel> channel() {
    Handle onDisk = file;
    return onDisk == null ? Optional.empty() : onDisk.channel();
  }

  @Override
  public Object wrapped() {
    Handle onDisk = file;
    return onDisk == null ? this : onDisk.wrapped();
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    bytes = new byte[0];
    Handle onDisk = file;
    if (onDisk != null) {
      onDisk.close();
    }
  }

  @Override
  public String toString() {
    return isInMemory() ? "memory" : "a temporary file";
  }
}
