package dev.fairlead.file;

/**
 * What an offset counts from.
 *
 * {@snippet file="AsyncFileSnippets.java" region="seek"}
 */
public enum Whence {
  /** The start of the file. */
  START,
  /** The position. */
  POSITION,
  /** The end of the file. */
  END
}
