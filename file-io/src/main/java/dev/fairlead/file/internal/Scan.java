package dev.fairlead.file.internal;

import dev.fairlead.file.FileStatus;
import dev.fairlead.file.internal.DirectoryCursor.Batch;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goes through directories and finds what a pattern wants, a batch at a time. Holds one directory
 * open at a time, and remembers the directories it has still to visit.
 */
public final class Scan implements Closeable {

  /** What was found. */
  public record Found(Path path, Optional<FileStatus> status) {}

  private final Selection selection;

  // Worker threads, one at a time; closed by whoever comes last.
  private final Deque<Visit> pending = new ArrayDeque<>();
  private volatile @Nullable DirectoryCursor open;
  private @Nullable Visit current;

  // Guarded by this.
  private boolean reading;
  private boolean closed;

  /** Begins at a directory. */
  public Scan(Selection selection) {
    this.selection = selection;
    pending.push(selection.start());
  }

  /** The next batch. */
  public List<Found> next() throws IOException {
    if (!beginReading()) {
      return List.of();
    }
    try {
      return read();
    } finally {
      endReading();
    }
  }

  /** Whether there may be something to close. */
  public synchronized boolean isOpen() {
    return !closed && (reading || open != null);
  }

  private synchronized boolean beginReading() {
    reading = !closed;
    return reading;
  }

  /** A scan that was given up while it was reading is closed by who was reading. */
  private void endReading() throws IOException {
    boolean closeNow;
    synchronized (this) {
      reading = false;
      closeNow = closed;
    }
    if (closeNow) {
      closeDirectory();
    }
  }

  private List<Found> read() throws IOException {
    var found = new ArrayList<Found>();
    var batch = new Batch();
    while (batch.hasRoom() && hasMore()) {
      try {
        step(batch, found);
      } catch (IOException e) {
        closeDirectory();
        selection.failed(e);
      }
    }
    return found;
  }

  /** Whether another batch may find something; a batch can be empty before the end. */
  public boolean hasMore() {
    return open != null || !pending.isEmpty();
  }

  private void step(Batch batch, List<Found> found) throws IOException {
    if (open == null) {
      current = pending.pop();
      batch.count();
      if (!selection.begin(current, found, pending)) {
        return;
      }
      open = DirectoryCursor.open(current.directory());
    }
    Visit visit = current;
    if (visit != null && !open.read(batch, path -> selection.look(visit, path, found, pending))) {
      closeDirectory();
    }
  }

  private void closeDirectory() throws IOException {
    DirectoryCursor closing = open;
    open = null;
    if (closing != null) {
      closing.close();
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      if (reading) {
        return;
      }
    }
    closeDirectory();
  }

  /**
   * A directory to be visited.
   *
   * @param states how far the pattern has come
   * @param ancestors the keys of the directories on the way, where links are followed
   */
  public record Visit(Path directory, List<Integer> states, List<Object> ancestors) {}

  /** What is looked for. */
  public interface Selection {
    /** Where it begins. */
    Visit start();

    /** Looks at a directory before it is opened; returns whether it must be read at all. */
    boolean begin(Visit visit, List<Found> found, Deque<Visit> pending) throws IOException;

    /** Looks at an entry. */
    void look(Visit visit, Path path, List<Found> found, Deque<Visit> pending);

    /** Throws, if a directory that cannot be read ends the scan. */
    void failed(IOException failure) throws IOException;
  }
}
