package dev.fairlead.file.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The deletion of a tree, a batch at a time. Links are deleted and never followed: where the system
 * can, every step is made from the open directory above, so that nobody can put a link in between.
 * What cannot be deleted is noted, and the rest goes on. On worker threads.
 */
public final class TreeDeletion implements Closeable {

  /** An open directory. */
  private final class Level {
    final DirectoryStream<Path> stream;
    final Iterator<Path> entries;
    final Path path;
    boolean madeWritable;

    Level(DirectoryStream<Path> stream, Path path) {
      this.stream = stream;
      this.entries = stream.iterator();
      this.path = path;
    }

    boolean isDirectory(Path name) throws IOException {
      BasicFileAttributes attributes =
          stream instanceof SecureDirectoryStream<Path> secure
              ? secure
                  .getFileAttributeView(
                      name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                  .readAttributes()
              : Files.readAttributes(
                  path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isDirectory() && !attributes.isOther();
    }

    @SuppressWarnings("StreamResourceLeak") // Closed when the level is left, or by close().
    Level open(Path name) throws IOException {
      Path below = path.resolve(name);
      if (stream instanceof SecureDirectoryStream<Path> secure) {
        return new Level(secure.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS), below);
      }
      return new Level(Files.newDirectoryStream(below), below);
    }

    void delete(Path name, boolean directory) throws IOException {
      try {
        deleteNow(name, directory);
      } catch (NoSuchFileException e) {
        return; // Somebody else was faster.
      } catch (AccessDeniedException e) {
        if (madeWritable || !makeWritable()) {
          throw e;
        }
        deleteNow(name, directory);
      }
    }

    private void deleteNow(Path name, boolean directory) throws IOException {
      if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
        Files.delete(path.resolve(name));
      } else if (directory) {
        secure.deleteDirectory(name);
      } else {
        secure.deleteFile(name);
      }
    }

    /** A directory of ours that was made read-only is opened up, through its own descriptor. */
    private boolean makeWritable() {
      madeWritable = true;
      boolean isOutside = levels.isEmpty() || this == levels.peekLast();
      if (isOutside || !(stream instanceof SecureDirectoryStream<Path> secure)) {
        return false;
      }
      var view = secure.getFileAttributeView(PosixFileAttributeView.class);
      if (view == null) {
        return false;
      }
      try {
        var permissions = EnumSet.copyOf(view.readAttributes().permissions());
        permissions.add(PosixFilePermission.OWNER_READ);
        permissions.add(PosixFilePermission.OWNER_WRITE);
        permissions.add(PosixFilePermission.OWNER_EXECUTE);
        view.setPermissions(permissions);
        return true;
      } catch (IOException e) {
        return false; // Not ours; the first error is the one to report.
      }
    }
  }

  private final Path top;
  private final Deque<Level> levels = new ArrayDeque<>();
  private final List<IOException> failures = new ArrayList<>();
  private boolean begun;

  /** Deletes whatever is at a path. */
  public TreeDeletion(Path top) {
    this.top = top.toAbsolutePath();
  }

  /** Deletes a batch; returns whether there is more. */
  public boolean step() {
    var batch = new DirectoryCursor.Batch();
    if (!begun) {
      begun = true;
      attempt(this::begin);
    }
    while (batch.hasRoom() && !levels.isEmpty()) {
      batch.count();
      attempt(this::deleteNext);
    }
    return !levels.isEmpty();
  }

  private void attempt(FileCalls.IoAction action) {
    try {
      action.run();
    } catch (NoSuchFileException e) {
      // Somebody else was faster.
    } catch (DirectoryNotEmptyException e) {
      if (failures.isEmpty()) {
        failures.add(e); // Otherwise it is known why.
      }
    } catch (IOException e) {
      failures.add(e);
    } catch (DirectoryIteratorException e) {
      failures.add(e.getCause());
      attempt(this::leave);
    }
  }

  @SuppressWarnings("StreamResourceLeak") // Closed when the level is left, or by close().
  private void begin() throws IOException {
    Path parent = PathNames.parent(top);
    var above = new Level(Files.newDirectoryStream(parent), parent);
    Path name = top.getFileName();
    try {
      enterOrDelete(above, name == null ? top : name);
    } finally {
      if (levels.isEmpty()) {
        above.stream.close();
      } else {
        levels.addLast(above);
      }
    }
  }

  private void enterOrDelete(Level level, Path name) throws IOException {
    if (!level.isDirectory(name)) {
      level.delete(name, false);
      return;
    }
    try {
      levels.push(level.open(name));
    } catch (AccessDeniedException e) {
      deleteIfEmpty(level, name, e);
    }
  }

  private static void deleteIfEmpty(Level level, Path name, AccessDeniedException reason)
      throws IOException {
    try {
      level.delete(name, true);
    } catch (DirectoryNotEmptyException e) {
      throw reason; // Why it is not empty.
    }
  }

  private void deleteNext() throws IOException {
    Level level = levels.element();
    if (levels.size() == 1) {
      levels.pop().stream.close(); // The directory above the top, of which nothing else is ours.
    } else if (level.entries.hasNext()) {
      enterOrDelete(level, fileName(level.entries.next()));
    } else {
      leave();
    }
  }

  private static Path fileName(Path path) {
    Path name = path.getFileName();
    return name == null ? path : name;
  }

  private void leave() throws IOException {
    Level level = levels.pop();
    level.stream.close();
    Level above = levels.peek();
    if (above != null) {
      above.delete(fileName(level.path), true);
    }
  }

  /** What could not be deleted; the first failure with the others suppressed, or null. */
  public @Nullable IOException failure() {
    if (failures.isEmpty()) {
      return null;
    }
    IOException first = failures.getFirst();
    failures.stream().skip(1).limit(100).forEach(first::addSuppressed);
    return first;
  }

  /** Gives up what is left. */
  @Override
  public void close() throws IOException {
    IOException first = null;
    while (!levels.isEmpty()) {
      try {
        levels.pop().stream.close();
      } catch (IOException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
