package dev.fairlead.file.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file on a channel of the JDK. */
public final class ChannelHandle implements Handle {

  private final FileChannel channel;
  private final boolean own;
  private volatile @Nullable Boolean seekable; // null until it was tried

  /** Takes over a channel. */
  public ChannelHandle(FileChannel channel) {
    this(channel, false);
  }

  private ChannelHandle(FileChannel channel, boolean own) {
    this.channel = channel;
    this.own = own;
  }

  /** Takes over a channel of which nobody else uses the position. */
  public static ChannelHandle ofOwn(FileChannel channel) {
    return new ChannelHandle(channel, true);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return BlockingIo.once(target, channel::read);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return BlockingIo.once(source, channel::write);
  }

  @Override
  public long read(ByteBuffer[] targets) throws IOException {
    return channel.read(targets);
  }

  @Override
  public long write(ByteBuffer[] sources) throws IOException {
    return channel.write(sources);
  }

  @Override
  public boolean readsFar() {
    return own && isSeekable();
  }

  @Override
  public int readAt(long offset, ByteBuffer target) throws IOException {
    return BlockingIo.once(target, buffer -> channel.read(buffer, offset));
  }

  @Override
  public int writeAt(long offset, ByteBuffer source) throws IOException {
    return BlockingIo.once(source, buffer -> channel.write(buffer, offset));
  }

  /** Pipes and terminals are opened like files, and have no position. */
  @Override
  public boolean isSeekable() {
    Boolean known = seekable;
    if (known == null) {
      known = hasPosition();
      seekable = known;
    }
    return known;
  }

  private boolean hasPosition() {
    try {
      return channel.position() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public long position() throws IOException {
    return channel.position();
  }

  @Override
  public void position(long position) throws IOException {
    channel.position(position);
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public void resize(long size) throws IOException {
    if (size <= channel.size()) {
      channel.truncate(size);
      return;
    }
    channel.write(ByteBuffer.allocate(1), size - 1);
    // What is opened to append writes at its end, whatever the offset is.
    for (long missing = missing(size); missing > 0; missing = missing(size)) {
      channel.write(ByteBuffer.allocate((int) Math.min(missing, BlockingIo.PIECE)), size - missing);
    }
    if (channel.position() > size) {
      channel.position(size); // As truncate() does.
    }
  }

  private long missing(long size) throws IOException {
    return size - channel.size();
  }

  @Override
  public void force(boolean metadata) throws IOException {
    channel.force(metadata);
  }

  @Override
  public Optional<FileChannel> channel() {
    return Optional.of(channel);
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
