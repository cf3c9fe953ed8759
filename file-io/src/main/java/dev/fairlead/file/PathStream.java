package dev.fairlead.file;

import dev.fairlead.Cancelled;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.file.internal.FileCalls;
import dev.fairlead.file.internal.Lost;
import dev.fairlead.file.internal.Scan;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.OpenResource;
import dev.fairlead.stream.ObjectReceiveStream;
import dev.fairlead.sync.Permit;
import dev.fairlead.sync.ResourceGuard;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * What is found in directories, in no particular order.
 *
 * {@snippet file="AsyncPathSnippets.java" region="list"}
 *
 * <p>Entries are read in batches, each in one call to a worker thread: about a thousand, or what
 * takes 10 ms. Between two batches it can be cancelled, and nothing is lost then. At most one
 * directory is open at a time, however deep the search goes.
 *
 * <p>It is closed by its end, by an error and by {@link #close}; a loop that may end before uses
 * try-with-resources. With the option to abandon, a cancellation that leaves a batch behind closes
 * it too. Once the program has closed it, a receive is a {@code ClosedResourceException}. One task
 * at a time receives.
 */
public final class PathStream implements ObjectReceiveStream<PathEntry> {

  private final String name;
  private final PurePath origin;
  private final FileCalls calls;
  private final Scan scan;
  private final OpenResource note;
  private final Lost.Resource lost;
  private final ResourceGuard guard = new ResourceGuard("receiving from this listing");

  // Guarded by `guard`: one task at a time.
  private final Queue<Scan.Found> batch = new ArrayDeque<>();

  private volatile boolean finished; // nothing is open any more
  private volatile boolean closed;

  PathStream(String name, PurePath origin, FileCalls calls, Scan scan) {
    this.name = name;
    this.origin = origin;
    this.calls = calls;
    this.scan = scan;
    this.note = OpenResource.note(name);
    this.lost = Lost.closes(this, scan);
  }

  @Override
  public PathEntry receive() throws IOException {
    Checkpoints.checkpoint();
    try (Permit _ = guard.enter()) {
      fill();
      return entry(batch.remove());
    }
  }

  /**
   * Waits for the next entries and returns all that are there, at least one. A checkpoint.
   *
   * @throws EndOfStreamException if there are no more
   */
  public List<PathEntry> receiveBatch() throws IOException {
    Checkpoints.checkpoint();
    try (Permit _ = guard.enter()) {
      fill();
      List<PathEntry> entries = batch.stream().map(this::entry).toList();
      batch.clear();
      return entries;
    }
  }

  /** As {@link #receiveBatch}; empty if there are no more. */
  List<PathEntry> batchOrNone() throws IOException {
    try {
      return receiveBatch();
    } catch (EndOfStreamException e) {
      return List.of();
    }
  }

  /** Reads everything that is left, and closes. A checkpoint. */
  @Override
  public List<PathEntry> toList() throws IOException {
    try (this) {
      var all = new ArrayList<PathEntry>();
      forEach(all::add);
      return all;
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private PathEntry entry(Scan.Found found) {
    return new PathEntry(origin.derive(found.path()), found.status());
  }

  private void fill() throws IOException {
    ensureOpen();
    while (batch.isEmpty()) {
      if (finished || !scan.hasMore()) {
        finish();
        throw new EndOfStreamException(name + " has ended");
      }
      batch.addAll(nextBatch());
      ensureOpen();
    }
  }

  private void ensureOpen() {
    if (closed) {
      throw new ClosedResourceException("receive on the " + name + ", which is closed");
    }
  }

  private List<Scan.Found> nextBatch() throws IOException {
    try {
      return calls.look(scan::next);
    } catch (IOException e) {
      finish();
      throw e;
    } catch (Cancelled cancelled) {
      if (calls.abandoning()) {
        close();
      }
      throw cancelled;
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    finish();
  }

  private void finish() throws IOException {
    if (finished) {
      return;
    }
    finished = true;
    try {
      if (scan.isOpen()) {
        FileCalls.finish(scan::close);
      }
    } finally {
      note.closed();
      lost.close();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
