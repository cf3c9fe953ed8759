package dev.fairlead.file.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that is only read, on a channel of the JDK, and what the kernel has of it in memory. Keeps
 * the position itself, so that a read needs no other call.
 */
public final class CachedHandle implements Handle {

  private final ChannelHandle file;
  private final NoWaitFile memory;
  private final Lost.Resource note;

  private long position; // in turn only

  private CachedHandle(ChannelHandle file, NoWaitFile memory) {
    this.file = file;
    this.memory = memory;
    this.note = Lost.closes(this, memory);
  }

  /** Opens a file to be read, if it is one of which can be known what is in memory. */
  public static Optional<Handle> open(Path path) throws IOException {
    Optional<NoWaitFile> memory = NoWaitFile.open(path);
    if (memory.isEmpty()) {
      return Optional.empty();
    }
    try {
      FileChannel channel = FileChannel.open(memory.get().path());
      return Optional.of(new CachedHandle(new ChannelHandle(channel), memory.get()));
    } catch (IOException e) {
      memory.get().close(); // No /proc, or no permission by way of it: opened in the usual way.
      return Optional.empty();
    }
  }

  @Override
  public int readInMemory(ByteBuffer target) {
    int count = memory.read(position, target);
    position += count;
    return count;
  }

  @Override
  public boolean readAllInMemory(ByteBuffer target) {
    int wanted = target.remaining();
    boolean read = readAllInMemoryAt(position, target);
    position += read ? wanted : 0;
    return read;
  }

  @Override
  public boolean readAllInMemoryAt(long offset, ByteBuffer target) {
    int wanted = target.remaining();
    if (wanted > MOST_FROM_MEMORY) {
      return false;
    }
    int count = memory.read(offset, target);
    if (count < wanted) {
      target.position(target.position() - count);
    }
    return wanted > 0 && count == wanted;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int count = file.readAt(position, target);
    position += Math.max(count, 0);
    return count;
  }

  @Override
  public long read(ByteBuffer[] targets) throws IOException {
    long total = 0;
    for (ByteBuffer target : targets) {
      int count = target.hasRemaining() ? read(target) : 0;
      if (count < 0) {
        return total > 0 ? total : count;
      }
      total += count;
      if (target.hasRemaining()) {
        return total;
      }
    }
    return total;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return file.write(source); // Says why not.
  }

  @Override
  public int readAt(long offset, ByteBuffer target) throws IOException {
    return file.readAt(offset, target);
  }

  @Override
  public int writeAt(long offset, ByteBuffer source) throws IOException {
    return file.writeAt(offset, source);
  }

  @Override
  public boolean isSeekable() {
    return true;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void position(long changed) {
    position = changed;
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public void resize(long size) throws IOException {
    file.resize(size);
  }

  @Override
  public void force(boolean metadata) throws IOException {
    file.force(metadata);
  }

  @Override
  public Optional<FileChannel> channel() {
    return file.channel();
  }

  @Override
  public Object wrapped() {
    return file.wrapped();
  }

  @Override
  public void close() throws IOException {
    try (file) {
      note.close();
    }
  }
}
