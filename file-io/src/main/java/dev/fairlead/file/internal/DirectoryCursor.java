package dev.fairlead.file.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.Consumer;

/** An open directory, read in batches. On worker threads. */
public final class DirectoryCursor implements Closeable {

  private final DirectoryStream<Path> stream;
  private final Iterator<Path> entries;

  private DirectoryCursor(DirectoryStream<Path> stream) {
    this.stream = stream;
    this.entries = stream.iterator();
  }

  /** Opens a directory. */
  @SuppressWarnings("StreamResourceLeak") // Closed by close().
  public static DirectoryCursor open(Path directory) throws IOException {
    return new DirectoryCursor(Files.newDirectoryStream(directory));
  }

  /** Passes on entries until the batch is full; returns whether there may be more. */
  public boolean read(Batch batch, Consumer<Path> each) throws IOException {
    try {
      while (batch.hasRoom()) {
        if (!entries.hasNext()) {
          return false;
        }
        batch.count();
        each.accept(entries.next());
      }
      return true;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  /** How much is done in one call: so many entries, and no more than so long. */
  public static final class Batch {
    private static final int ENTRIES = 1024;
    private static final long NANOS = 10_000_000;

    private final long end = System.nanoTime() + NANOS;
    private int left = ENTRIES;

    void count() {
      left--;
    }

    boolean hasRoom() {
      return left > 0 && System.nanoTime() - end < 0;
    }
  }
}
