package dev.fairlead.examples;

import dev.fairlead.attribute.Attribute;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A file as one end of a relay: either only bytes come from it, and what is sent to it is dropped,
 * or it only takes bytes.
 */
final class FileBytes implements ByteStream {

  private final FileChannel file;
  private final boolean reading;

  private FileBytes(FileChannel file, boolean reading) {
    this.file = file;
    this.reading = reading;
  }

  static FileBytes reading(Path path) throws IOException {
    return new FileBytes(ToThread.call(() -> FileChannel.open(path)), true);
  }

  /** Makes the file, or empties it. */
  static FileBytes writing(Path path) throws IOException {
    return new FileBytes(
        ToThread.call(() ->
            FileChannel.open(
                path,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING)),
        false);
  }

  @Override
  public int receive(ByteBuffer target) throws IOException {
    return reading ? ToThread.call(() -> file.read(target)) : -1;
  }

  @Override
  public void send(ByteBuffer... buffers) throws IOException {
    for (ByteBuffer buffer : buffers) {
      while (buffer.hasRemaining()) {
        if (reading) {
          buffer.position(buffer.limit()); // an answer to a file has nowhere to go
        } else {
          ToThread.call(() -> file.write(buffer));
        }
      }
    }
  }

  @Override
  public void sendEof() {
    // The end of a file is where its last byte is.
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    return Map.of();
  }
}
