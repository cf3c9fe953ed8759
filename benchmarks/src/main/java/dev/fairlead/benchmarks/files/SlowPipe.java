package dev.fairlead.benchmarks.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/**
 * A named pipe that gives 400 pieces a second, however many ask, as a disk of that speed does. Who
 * reads from it waits, and uses no processor meanwhile.
 */
final class SlowPipe implements AutoCloseable {

  private static final long PAUSE_NANOS = 2_500_000;

  private final Path path;
  private final FileChannel pipe;

  private SlowPipe(Path path, FileChannel pipe) {
    this.path = path;
    this.pipe = pipe;
  }

  /** Makes a pipe in a directory. */
  static Path make(Path directory) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Path path = directory.resolve("pipe-" + ProcessHandle.current().pid());
    Files.deleteIfExists(path);
    if (new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor() != 0) {
      throw new IOException("mkfifo cannot make " + path);
    }
    return path;
  }

  /** Begins to feed it. Opened for both directions, because one would wait for the other. */
  static SlowPipe feed(Path path) throws IOException {
    FileChannel pipe = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    var fed = new SlowPipe(path, pipe);
    Thread.ofPlatform().daemon().name("slow pipe").start(fed::feedAgain);
    return fed;
  }

  private void feedAgain() {
    ByteBuffer piece = ByteBuffer.allocate(Reading.PIECE);
    try {
      while (true) {
        int _ = pipe.write(piece.clear());
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (ClosedChannelException e) {
      // That is how it ends.
    } catch (IOException e) {
      throw new IllegalStateException("the pipe broke", e);
    }
  }

  /** Called when nobody reads any more. */
  @Override
  public void close() throws IOException {
    pipe.close();
    Files.delete(path);
  }
}
