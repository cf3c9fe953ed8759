package dev.fairlead.file;

import dev.fairlead.CancelScope;
import dev.fairlead.file.internal.FileCalls;
import dev.fairlead.file.internal.Handle;
import dev.fairlead.file.internal.LeftAtExit;
import dev.fairlead.file.internal.TreeDeletion;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes what is temporary, for its owner alone, and cleans up. */
final class Temporary {

  /** With twelve random letters, one attempt is enough for anybody but an attacker. */
  private static final int ATTEMPTS = 100;

  /** Makes something at a path that nothing is at. */
  @FunctionalInterface
  interface Maker<T> {
    /** Makes it. */
    T make(Path path) throws IOException;
  }

  private Temporary() {}

  // ---- on worker threads

  static <T> T make(TemporarySettings settings, Maker<T> maker) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Path path = settings.naming().fresh();
      try {
        return maker.make(path);
      } catch (FileAlreadyExistsException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Makes a directory, and notes that it is to be deleted. */
  static Path makeDirectory(TemporarySettings settings) throws IOException {
    return make(
        settings,
        path -> {
          Files.createDirectory(path, permissions(path.getFileSystem(), "rwx------"));
          if (!settings.keep()) {
            LeftAtExit.add(path);
          }
          return path;
        });
  }

  /** A file that was made and opened. */
  record Opened(Path path, Handle handle) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      handle.close();
    }
  }

  /** Makes and opens a file, and notes that it is to be deleted. */
  static Opened openFile(TemporarySettings settings) throws IOException {
    return make(
        settings,
        path -> {
          var opened = new Opened(path, open(path));
          if (!settings.keep()) {
            LeftAtExit.add(path);
          }
          return opened;
        });
  }

  /** Makes and opens a file that has no name any more, or loses it when it is closed. */
  static Handle openUnnamed(TemporarySettings settings) throws IOException {
    return make(settings, path -> open(path, StandardOpenOption.DELETE_ON_CLOSE));
  }

  private static Handle open(Path path, OpenOption... more) throws IOException {
    var how = new HashSet<OpenOption>(Set.of(more));
    how.add(StandardOpenOption.CREATE_NEW);
    how.add(StandardOpenOption.READ);
    how.add(StandardOpenOption.WRITE);
    return Opening.handle(
        Files.newByteChannel(path, how, permissions(path.getFileSystem(), "rw-------")));
  }

  private static FileAttribute<?>[] permissions(FileSystem system, String owner) {
    return system.supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(owner))
        }
        : new FileAttribute<?>[0];
  }

  // ---- in the task

  /** Deletes, whatever is cancelled, within the limit. What is left is deleted by the JVM's end. */
  static void cleanUp(Path path, TemporarySettings settings) throws IOException {
    IOException failure = delete(path, settings);
    if (failure == null || settings.ignoreCleanUpErrors()) {
      LeftAtExit.remove(path);
    } else {
      throw failure;
    }
  }

  private static @Nullable IOException delete(Path path, TemporarySettings settings) {
    var deletion = new TreeDeletion(path);
    boolean ownTokens = settings.calls().limiter().isPresent();
    FileCalls calls = ownTokens ? settings.calls() : FileCalls.withoutTokens();
    CancelScope limit = CancelScope.cleanUp(settings.cleanUpLimit());
    try {
      limit.<IOException>run(() -> Making.deleteTree(calls, deletion));
    } catch (IOException e) {
      return e;
    }
    return limit.cancelledCaught()
        ? new IOException(
            path + " was not deleted within " + settings.cleanUpLimit() + "; the rest of it stays")
        : null;
  }
}
