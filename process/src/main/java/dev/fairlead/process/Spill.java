package dev.fairlead.process;

import dev.fairlead.CancelScope;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file for an output that is too much for memory. It is made with the first write. Used by one
 * task at a time; the writing is done on worker threads.
 */
final class Spill {

  private final Path directory;
  private final String name;
  private @Nullable FileChannel channel;
  private Optional<Path> file = Optional.empty();

  /**
   * Prepares a file.
   *
   * @param name what its name begins with
   */
  Spill(Path directory, String name) {
    this.directory = directory;
    this.name = name;
  }

  boolean isOpen() {
    return channel != null;
  }

  /** The file, if anything was written. */
  Optional<Path> file() {
    return file;
  }

  /** Adds bytes at the end. Even if cancelled: what was received must not be missing there. */
  void write(List<ByteBuffer> buffers) throws IOException {
    CancelScope.shielded().<IOException>run(() -> ToThread.run(() -> writeAll(buffers)));
  }

  private void writeAll(List<ByteBuffer> buffers) throws IOException {
    FileChannel opened = opened();
    for (ByteBuffer buffer : buffers) {
      while (buffer.hasRemaining()) {
        opened.write(buffer);
      }
    }
  }

  private FileChannel opened() throws IOException {
    FileChannel present = channel;
    if (present == null) {
      Path made = Files.createTempFile(directory, name + "-", ".out");
      file = Optional.of(made);
      present = FileChannel.open(made, StandardOpenOption.WRITE);
      channel = present;
    }
    return present;
  }

  /** Closes the file; deletes it unless the caller is to have it. Even if cancelled. */
  void end(boolean keep) throws IOException {
    if (file.isPresent()) {
      CancelScope.shielded().<IOException>run(() -> ToThread.run(() -> closeAnd(keep)));
    }
  }

  private void closeAnd(boolean keep) throws IOException {
    try {
      FileChannel present = channel;
      if (present != null) {
        present.close();
      }
    } finally {
      if (!keep) {
        Files.deleteIfExists(file.orElseThrow());
      }
    }
  }
}
