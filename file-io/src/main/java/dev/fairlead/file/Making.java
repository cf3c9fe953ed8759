package dev.fairlead.file;

import dev.fairlead.file.internal.FileCalls;
import dev.fairlead.file.internal.Permissions;
import dev.fairlead.file.internal.TreeDeletion;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;

/** Making and deleting, on worker threads. */
final class Making {

  private Making() {}

  static void directory(Path path, MkdirOptions options) throws IOException {
    var attributes = Permissions.attributes(path.getFileSystem(), options.mode());
    try {
      Files.createDirectory(path, attributes);
    } catch (FileAlreadyExistsException e) {
      if (!options.existOk() || !Files.isDirectory(path)) {
        throw e;
      }
    } catch (NoSuchFileException e) {
      Path parent = path.toAbsolutePath().getParent();
      if (!options.parents() || parent == null) {
        throw e;
      }
      Files.createDirectories(parent);
      directory(path, options);
    }
  }

  static void touch(Path path, int mode) throws IOException {
    FileTime now = FileTime.from(Instant.now());
    try {
      Files.getFileAttributeView(path, BasicFileAttributeView.class).setTimes(now, now, null);
    } catch (NoSuchFileException e) {
      create(path, mode, StandardOpenOption.CREATE);
    }
  }

  static void file(Path path, int mode) throws IOException {
    create(path, mode, StandardOpenOption.CREATE_NEW);
  }

  private static void create(Path path, int mode, OpenOption how) throws IOException {
    var attributes = Permissions.attributes(path.getFileSystem(), mode);
    Files.newByteChannel(path, Set.of(how, StandardOpenOption.WRITE), attributes).close();
  }

  static void unlink(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(path.toString(), null, "is a directory; rmdir() deletes it");
    }
    Files.delete(path);
  }

  static boolean unlinkIfExists(Path path) throws IOException {
    try {
      unlink(path);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  static void rmdir(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new NotDirectoryException(path.toString());
    }
    Files.delete(path);
  }

  /** The JDK would take the link for what it leads to. */
  static void chmod(Path path, int mode, LinkOption... links) throws IOException {
    if (links.length > 0 && Files.isSymbolicLink(path)) {
      throw new FileSystemException(path.toString(), null, "a link has no permissions to set");
    }
    Files.setAttribute(path, "unix:mode", mode, links);
  }

  /** In the task: deletes batch by batch. */
  static void deleteTree(FileCalls calls, TreeDeletion deletion) throws IOException {
    try (var _ = FileCalls.ending(deletion::close)) {
      boolean more = true;
      while (more) {
        more = calls.call(deletion::step);
      }
    }
    IOException failure = deletion.failure();
    if (failure != null) {
      throw failure;
    }
  }
}
