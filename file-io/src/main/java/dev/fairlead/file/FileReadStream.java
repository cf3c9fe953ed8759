package dev.fairlead.file;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.Cancelled;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.attribute.Attribute;
import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.ByteSendStream;
import dev.fairlead.stream.PartlySent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A file as a source of bytes.
 *
 * {@snippet file="FileStreamSnippets.java" region="copy"}
 *
 * <p>At the end of the file the stream has ended, and goes on if the file has grown by the time of
 * the next receive. A cancelled receive has lost nothing. What the system refuses comes as {@code
 * BrokenResourceException}, with its error as the cause.
 *
 * <p>Where each read takes a worker thread, a stream whose buffers come back full reads ahead, up
 * to 256 KiB: what others change there meanwhile may be received as it was before. Changes by way
 * of the same file are seen, and the position is always that of the next byte received.
 *
 * <p>{@link #copyTo} gives the file to the sink as a whole, so that a socket can let the system
 * copy it; the position of the stream is then behind what went out, also when the copy is
 * cancelled, so that another copy goes on from there. Closing the stream closes the file.
 */
public final class FileReadStream implements ByteReceiveStream {

  private final AsyncFile file;

  /** Receives from the position of a file, which belongs to the stream from now on. */
  public FileReadStream(AsyncFile file) {
    this.file = file;
  }

  /** Opens a file to be received. A checkpoint. */
  public static FileReadStream open(Path path) throws IOException {
    return open(path, UnaryOperator.identity());
  }

  /** As {@link #open(Path)}, with options. */
  public static FileReadStream open(Path path, UnaryOperator<FileOptions> options)
      throws IOException {
    return new FileReadStream(AsyncFile.open(path, options));
  }

  @Override
  public int receive(ByteBuffer target) throws IOException {
    if (!target.hasRemaining()) {
      throw new IllegalArgumentException("the buffer to receive into has no room: " + target);
    }
    try {
      return file.readOn(target);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private BrokenResourceException broken(IOException cause) {
    return new BrokenResourceException("could not read " + file + ": " + cause.getMessage(), cause);
  }

  /** Moves to an offset from the start of the file, and returns it. A checkpoint. */
  public long seek(long offset) throws IOException {
    return file.seek(offset);
  }

  /** Moves to an offset, and returns the new position. A checkpoint. */
  public long seek(long offset, Whence whence) throws IOException {
    return file.seek(offset, whence);
  }

  /** Where in the file the next byte comes from. A checkpoint. */
  public long position() throws IOException {
    return file.position();
  }

  @Override
  public long copyTo(ByteSendStream sink) throws IOException {
    Optional<FileChannel> channel = file.channel();
    if (channel.isEmpty() || !file.isSeekable()) {
      return ByteReceiveStream.super.copyTo(sink);
    }
    long start = file.position();
    long position = start;
    try {
      for (long left = left(position); left > 0; left = left(position)) {
        position += sink.sendFile(channel.get(), position, left);
      }
    } catch (Cancelled | ClosedResourceException e) {
      position += PartlySent.bytesSentBefore(e);
      throw e;
    } finally {
      file.skipTo(position);
    }
    return position - start;
  }

  private long left(long position) throws IOException {
    return file.size() - position;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    return file.attributes();
  }

  @Override
  public String toString() {
    return "stream from " + file;
  }
}
