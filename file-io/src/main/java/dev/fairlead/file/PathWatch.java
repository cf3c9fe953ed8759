package dev.fairlead.file;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.file.PathChange.Kind;
import dev.fairlead.file.internal.FileCalls;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.OpenResource;
import dev.fairlead.stream.ObjectReceiveStream;
import dev.fairlead.sync.Permit;
import dev.fairlead.sync.ResourceGuard;
import dev.fairlead.thread.Interruptible;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** What happens in a directory, as its file system tells it. */
final class PathWatch implements ObjectReceiveStream<PathChange> {

  private final AsyncPath directory;
  private final WatchService service;
  private final OpenResource note;
  private final ResourceGuard guard = new ResourceGuard("receiving the changes of a directory");

  // Guarded by `guard`: one task at a time.
  private final Queue<PathChange> changes = new ArrayDeque<>();
  private boolean ended;

  private volatile boolean closed; // any thread

  private PathWatch(AsyncPath directory, WatchService service) {
    this.directory = directory;
    this.service = service;
    this.note = OpenResource.note(this);
  }

  static PathWatch of(AsyncPath directory) throws IOException {
    return new PathWatch(directory, directory.calls().acquire(() -> open(directory.asPath())));
  }

  private static WatchService open(Path directory) throws IOException {
    WatchService service = directory.getFileSystem().newWatchService();
    try {
      WatchKey _ =
          directory.register(
              service,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE);
      return service;
    } catch (IOException | RuntimeException e) {
      service.close();
      throw e;
    }
  }

  @Override
  public PathChange receive() throws IOException {
    Checkpoints.checkpoint();
    try (Permit _ = guard.enter()) {
      ensureOpen();
      while (changes.isEmpty()) {
        if (ended) {
          throw new EndOfStreamException(directory + " is gone, and its changes have ended");
        }
        // The wait lets go of its virtual thread, and an interrupt harms nobody else.
        take(Interruptible.call(service::take));
      }
      return changes.remove();
    } catch (ClosedWatchServiceException e) {
      throw closed(e);
    }
  }

  private void ensureOpen() {
    if (closed) {
      throw new ClosedResourceException(this + " was closed");
    }
  }

  private ClosedResourceException closed(ClosedWatchServiceException cause) {
    var exception = new ClosedResourceException(this + " was closed");
    exception.initCause(cause);
    return exception;
  }

  private void take(WatchKey key) {
    for (WatchEvent<?> event : key.pollEvents()) {
      changes.add(change(event));
    }
    ended = !key.reset();
  }

  private PathChange change(WatchEvent<?> event) {
    Optional<AsyncPath> path =
        event.context() instanceof Path name
            ? Optional.of(directory.resolve(name))
            : Optional.empty();
    if (event.kind().equals(StandardWatchEventKinds.ENTRY_CREATE)) {
      return new PathChange(Kind.CREATED, path);
    }
    if (event.kind().equals(StandardWatchEventKinds.ENTRY_MODIFY)) {
      return new PathChange(Kind.MODIFIED, path);
    }
    return event.kind().equals(StandardWatchEventKinds.ENTRY_DELETE)
        ? new PathChange(Kind.DELETED, path)
        : new PathChange(Kind.OVERFLOW, Optional.empty());
  }

  @Override
  public void close() throws IOException {
    closed = true;
    try {
      FileCalls.finish(service::close);
    } finally {
      note.closed();
    }
  }

  @Override
  public String toString() {
    return "changes in " + directory;
  }
}
