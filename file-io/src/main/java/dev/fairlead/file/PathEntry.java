package dev.fairlead.file;

import java.util.Optional;

/**
 * Something in a directory.
 *
 * {@snippet file="AsyncPathSnippets.java" region="list"}
 *
 * @param path where it is
 * @param status what it is, links not followed; empty if it is gone already, if its attributes may
 *     not be read, or if they were not asked for
 */
public record PathEntry(AsyncPath path, Optional<FileStatus> status) {

  /** Whether it is known to be a directory. A link to one is none. */
  public boolean isDirectory() {
    return status.filter(FileStatus::isDirectory).isPresent();
  }

  /** Whether it is known to be a file with content. */
  public boolean isFile() {
    return status.filter(FileStatus::isFile).isPresent();
  }

  /** Whether it is known to be a symbolic link. */
  public boolean isSymbolicLink() {
    return status.filter(FileStatus::isSymbolicLink).isPresent();
  }
}
