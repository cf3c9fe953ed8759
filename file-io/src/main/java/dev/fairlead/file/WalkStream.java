package dev.fairlead.file;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.file.internal.ListSelection;
import dev.fairlead.file.internal.Scan;
import dev.fairlead.file.internal.StatusReader;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.stream.ObjectReceiveStream;
import dev.fairlead.sync.Permit;
import dev.fairlead.sync.ResourceGuard;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The directories of a tree. Holds one open at a time, and remembers those it has still to read.
 */
final class WalkStream implements ObjectReceiveStream<WalkedDirectory> {

  /**
   * A directory that has its turn later.
   *
   * @param read what was in it, if it only waits for those below it
   * @param keys what tells the directories on the way from others, where links are followed
   */
  private record Step(AsyncPath path, @Nullable WalkedDirectory read, List<Object> keys) {}

  private final AsyncPath top;
  private final WalkOptions options;
  private final ResourceGuard guard = new ResourceGuard("receiving from this walk");

  // Guarded by `guard`: one task at a time.
  private final Deque<Step> steps = new ArrayDeque<>();
  private List<PathEntry> entries = new ArrayList<>();

  // Any task. Who opens looks afterwards whether it was closed, who closes what is open.
  private volatile @Nullable PathStream open; // of the step on top
  private volatile boolean closed;

  WalkStream(AsyncPath top, WalkOptions options) {
    this.top = top;
    this.options = options;
    steps.push(new Step(top, null, List.of()));
  }

  @Override
  public WalkedDirectory receive() throws IOException {
    Checkpoints.checkpoint();
    try (Permit _ = guard.enter()) {
      ensureOpen();
      while (!steps.isEmpty()) {
        Step step = steps.element();
        if (step.read != null) {
          steps.pop();
          return step.read;
        }
        if (readEntries(step) && !options.bottomUp()) {
          return descend(step);
        }
        ensureOpen();
      }
      throw new EndOfStreamException(this + " has ended");
    }
  }

  private void ensureOpen() {
    if (closed) {
      throw new ClosedResourceException("receive on the " + this + ", which is closed");
    }
  }

  /** Reads the directory on top; returns false if it cannot be, or if it has to wait. */
  private boolean readEntries(Step step) throws IOException {
    try {
      readAll(step.path);
    } catch (EndOfStreamException e) {
      open = null;
      if (options.bottomUp()) {
        descend(step);
      }
      return true;
    } catch (IOException e) {
      open = null;
      steps.pop();
      options.onError().accept(e);
    }
    return false;
  }

  /** A cancellation in between loses nothing: the next receive goes on where it was. */
  private void readAll(AsyncPath directory) throws IOException {
    PathStream listing = open;
    if (listing == null) {
      entries = new ArrayList<>();
      var scan = new Scan(new ListSelection(directory.asPath(), true));
      listing = new PathStream("listing of " + directory, directory, directory.calls(), scan);
      open = listing;
      if (closed) {
        listing.close();
        ensureOpen();
      }
    }
    while (true) {
      entries.addAll(listing.receiveBatch());
    }
  }

  /** Waits first and changes afterwards, so that a cancellation leaves everything as it was. */
  private WalkedDirectory descend(Step step) throws IOException {
    List<Object> keys = options.followLinks() ? keysUpTo(step) : List.of();
    Map<PathEntry, Object> links = options.followLinks() ? linkedDirectories() : Map.of();
    var directories = new ArrayList<PathEntry>();
    var files = new ArrayList<PathEntry>();
    for (PathEntry entry : entries) {
      (entry.isDirectory() || links.containsKey(entry) ? directories : files).add(entry);
    }
    var walked = new WalkedDirectory(step.path, List.copyOf(directories), List.copyOf(files));
    steps.pop();
    if (options.bottomUp()) {
      steps.push(new Step(step.path, walked, keys));
    }
    for (PathEntry directory : directories.reversed()) {
      Object key = links.get(directory);
      if (options.descend().test(directory) && (key == null || !keys.contains(key))) {
        steps.push(new Step(directory.path(), null, keys));
      }
    }
    return walked;
  }

  private List<Object> keysUpTo(Step step) throws IOException {
    var keys = new ArrayList<>(step.keys);
    find(step.path).flatMap(FileStatus::key).ifPresent(keys::add);
    return keys;
  }

  private Optional<FileStatus> find(AsyncPath path) throws IOException {
    return path.calls().look(() -> StatusReader.find(path.asPath()));
  }

  /** The links to directories, and what tells the directories from others. */
  private Map<PathEntry, Object> linkedDirectories() throws IOException {
    var links = new HashMap<PathEntry, Object>();
    for (PathEntry entry : entries) {
      if (entry.isSymbolicLink()) {
        find(entry.path())
            .filter(FileStatus::isDirectory)
            .ifPresent(target -> links.put(entry, target.key().orElse(entry)));
      }
    }
    return links;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    PathStream closing = open;
    if (closing != null) {
      closing.close();
    }
  }

  @Override
  public String toString() {
    return "walk through " + top;
  }
}
