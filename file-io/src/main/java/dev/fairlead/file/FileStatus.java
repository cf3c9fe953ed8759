package dev.fairlead.file;

import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * What the file system says about a file, at one moment.
 *
 * {@snippet file="AsyncPathSnippets.java" region="status"}
 *
 * @param type what it is
 * @param size how many bytes it has
 * @param lastModified when its content was last changed
 * @param lastAccess when it was last read, if the system takes note of that
 * @param created when it was made, if the system takes note of that
 * @param key what tells it from all others; empty on Windows
 * @param unix what only systems like UNIX know
 */
public record FileStatus(
    FileType type,
    long size,
    FileTime lastModified,
    FileTime lastAccess,
    FileTime created,
    Optional<Object> key,
    Optional<UnixStatus> unix) {

  /** Whether it is a directory. */
  public boolean isDirectory() {
    return type == FileType.DIRECTORY;
  }

  /** Whether it is a file with content. */
  public boolean isFile() {
    return type == FileType.REGULAR;
  }

  /** Whether it is a symbolic link. */
  public boolean isSymbolicLink() {
    return type == FileType.SYMBOLIC_LINK;
  }
}
