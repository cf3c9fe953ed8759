package dev.fairlead.file;

import java.nio.file.attribute.FileTime;

/**
 * What only systems like UNIX know about a file.
 *
 * {@snippet file="AsyncPathSnippets.java" region="status"}
 *
 * @param mode type and permissions as one number
 * @param inode the number of the file on its device
 * @param device the number of the device it is on
 * @param links how many names it has
 * @param uid the number of its owner
 * @param gid the number of its group
 * @param changed when anything about it was last changed
 */
public record UnixStatus(
    int mode, long inode, long device, int links, int uid, int gid, FileTime changed) {

  /** The permissions as a number, such as octal 644. */
  public int permissions() {
    return mode & 07777;
  }
}
