package dev.fairlead.file;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.attribute.Attribute;
import dev.fairlead.stream.ByteSendStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A file as a sink for bytes.
 *
 * {@snippet file="FileStreamSnippets.java" region="receive"}
 *
 * <p>Nothing is buffered: what was sent has gone to the system, and to the device with {@link
 * #sync}. A send that has started writes all of its bytes, whatever is cancelled. What the system
 * refuses comes as {@code BrokenResourceException}, with its error as the cause. Closing the stream
 * closes the file and reports its errors.
 */
public final class FileWriteStream implements ByteSendStream {

  private static final OpenOption[] REPLACING = {
    StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING
  };
  private static final OpenOption[] APPENDING = {
    StandardOpenOption.CREATE, StandardOpenOption.APPEND
  };

  private final AsyncFile file;

  /** Sends to the position of a file, which belongs to the stream from now on. */
  public FileWriteStream(AsyncFile file) {
    this.file = file;
  }

  /** Opens a file, or makes one, and replaces its content with what is sent. A checkpoint. */
  public static FileWriteStream open(Path path) throws IOException {
    return open(path, UnaryOperator.identity());
  }

  /** As {@link #open(Path)}, with options. */
  public static FileWriteStream open(Path path, UnaryOperator<FileOptions> options)
      throws IOException {
    return new FileWriteStream(AsyncFile.open(path, options, REPLACING));
  }

  /** Opens a file, or makes one, and puts what is sent behind its end. A checkpoint. */
  public static FileWriteStream append(Path path) throws IOException {
    return append(path, UnaryOperator.identity());
  }

  /** As {@link #append(Path)}, with options. */
  public static FileWriteStream append(Path path, UnaryOperator<FileOptions> options)
      throws IOException {
    return new FileWriteStream(AsyncFile.open(path, options, APPENDING));
  }

  @Override
  public void send(ByteBuffer... buffers) throws IOException {
    try {
      file.write(buffers);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Waits until the device has everything that was sent. A checkpoint. */
  public void sync() throws IOException {
    try {
      file.sync();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Gives the system what a wrapped stream has buffered; files buffer nothing. A checkpoint. */
  public void flush() throws IOException {
    try {
      file.flush();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private BrokenResourceException broken(IOException cause) {
    return new BrokenResourceException(
        "could not write " + file + ": " + cause.getMessage(), cause);
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
    return "stream to " + file;
  }
}
