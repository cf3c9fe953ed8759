package dev.fairlead.file.internal;

import dev.fairlead.file.FileStatus;
import dev.fairlead.file.FileType;
import dev.fairlead.file.UnixStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Asks the file system what is at a path. On worker threads. */
public final class StatusReader {

  // Not "unix:*", which looks up the names of owner and group.
  private static final String UNIX =
      "unix:mode,ino,dev,nlink,uid,gid,ctime,size,lastModifiedTime,lastAccessTime,creationTime,fileKey";

  private StatusReader() {}

  /** What is there. */
  public static FileStatus read(Path path, LinkOption... links) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return unix(Files.readAttributes(path, UNIX, links));
    }
    return basic(Files.readAttributes(path, BasicFileAttributes.class, links));
  }

  /** What is there; empty if nothing is, or nothing can be known. */
  public static Optional<FileStatus> find(Path path, LinkOption... links) {
    try {
      return Optional.of(read(path, links));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What is there; empty if nothing is. Throws if that cannot be known. */
  public static Optional<FileStatus> findOrFail(Path path, LinkOption... links) throws IOException {
    try {
      return Optional.of(read(path, links));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static FileStatus unix(Map<String, Object> all) {
    int mode = (int) number(all, "mode");
    var unix =
        new UnixStatus(
            mode,
            number(all, "ino"),
            number(all, "dev"),
            (int) number(all, "nlink"),
            (int) number(all, "uid"),
            (int) number(all, "gid"),
            time(all, "ctime"));
    return new FileStatus(
        type(mode),
        number(all, "size"),
        time(all, "lastModifiedTime"),
        time(all, "lastAccessTime"),
        time(all, "creationTime"),
        Optional.of(value(all, "fileKey", Object.class)),
        Optional.of(unix));
  }

  private static long number(Map<String, Object> all, String name) {
    return value(all, name, Number.class).longValue();
  }

  private static FileTime time(Map<String, Object> all, String name) {
    return value(all, name, FileTime.class);
  }

  private static <T> T value(Map<String, Object> all, String name, Class<T> type) {
    return type.cast(Objects.requireNonNull(all.get(name), name));
  }

  /** The type is in the upper bits of the mode: sys/stat.h, the same on all systems. */
  private static FileType type(int mode) {
    return switch (mode & 0170000) {
      case 0100000 -> FileType.REGULAR;
      case 0040000 -> FileType.DIRECTORY;
      case 0120000 -> FileType.SYMBOLIC_LINK;
      case 0010000 -> FileType.FIFO;
      case 0140000 -> FileType.SOCKET;
      case 0060000 -> FileType.BLOCK_DEVICE;
      case 0020000 -> FileType.CHARACTER_DEVICE;
      default -> FileType.OTHER;
    };
  }

  private static FileStatus basic(BasicFileAttributes all) {
    FileType type =
        all.isRegularFile()
            ? FileType.REGULAR
            : all.isDirectory()
                ? FileType.DIRECTORY
                : all.isSymbolicLink() ? FileType.SYMBOLIC_LINK : FileType.OTHER;
    return new FileStatus(
        type,
        all.size(),
        all.lastModifiedTime(),
        all.lastAccessTime(),
        all.creationTime(),
        Optional.ofNullable(all.fileKey()),
        Optional.empty());
  }
}
