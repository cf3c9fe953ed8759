package dev.fairlead.file;

/**
 * Which part of a file is locked, and against whom.
 *
 * {@snippet file="AsyncFileSnippets.java" region="shared-lock"}
 */
public sealed interface LockOptions permits LockSettings {

  /** The whole file, also what it will grow by, against everybody. */
  static LockOptions defaults() {
    return LockSettings.DEFAULTS;
  }

  /** Whether others may have shared locks too. */
  boolean shared();

  /** Where the locked part begins. */
  long offset();

  /** How long the locked part is. */
  long size();

  /** Lets others have shared locks too. The file must be open for reading. */
  LockOptions withShared();

  /**
   * Locks a part, which may be behind the end of the file.
   *
   * @throws IllegalArgumentException if one is negative
   */
  LockOptions withRegion(long offset, long size);
}
