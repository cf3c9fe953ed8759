package dev.fairlead.file;

/**
 * What kind of thing there is at a path.
 *
 * {@snippet file="AsyncPathSnippets.java" region="status"}
 */
public enum FileType {
  /** A file with content. */
  REGULAR,
  /** A directory. */
  DIRECTORY,
  /** A symbolic link, or a junction on Windows. */
  SYMBOLIC_LINK,
  /** A named pipe. */
  FIFO,
  /** A socket. */
  SOCKET,
  /** A device that is read in blocks. */
  BLOCK_DEVICE,
  /** A device that is read in bytes. */
  CHARACTER_DEVICE,
  /** Something else. */
  OTHER
}
