package dev.fairlead.file.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A file of some other file system, such as one inside an archive. */
public final class SeekableHandle implements Handle {

  private final SeekableByteChannel channel; // guarded by this, as its position moves

  /** Takes over a channel. */
  public SeekableHandle(SeekableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public synchronized int read(ByteBuffer target) throws IOException {
    return BlockingIo.once(target, channel::read);
  }

  @Override
  public synchronized int write(ByteBuffer source) throws IOException {
    return BlockingIo.once(source, channel::write);
  }

  @Override
  public synchronized int readAt(long offset, ByteBuffer target) throws IOException {
    return at(offset, () -> read(target));
  }

  @Override
  public synchronized int writeAt(long offset, ByteBuffer source) throws IOException {
    return at(offset, () -> write(source));
  }

  private int at(long offset, FileCalls.IoBody<Integer> step) throws IOException {
    long before = channel.position();
    channel.position(offset);
    try {
      return step.call();
    } finally {
      channel.position(before);
    }
  }

  @Override
  public boolean isSeekable() {
    return true;
  }

  @Override
  public synchronized long position() throws IOException {
    return channel.position();
  }

  @Override
  public synchronized void position(long position) throws IOException {
    channel.position(position);
  }

  @Override
  public synchronized long size() throws IOException {
    return channel.size();
  }

  @Override
  public synchronized void resize(long size) throws IOException {
    if (size <= channel.size()) {
      channel.truncate(size);
    } else {
      writeAt(size - 1, ByteBuffer.allocate(1));
    }
  }

  @Override
  public Object wrapped() {
    return channel;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
