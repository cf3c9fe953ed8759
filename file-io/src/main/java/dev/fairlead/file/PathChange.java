package dev.fairlead.file;

import java.util.Optional;

/**
 * Something that has happened in a directory.
 *
 * {@snippet file="AsyncPathSnippets.java" region="watch"}
 *
 * @param kind what
 * @param path to what; empty if the system does not know, because too much has happened
 */
public record PathChange(Kind kind, Optional<AsyncPath> path) {

  /**
   * What can happen.
   *
   * {@snippet file="AsyncPathSnippets.java" region="watch"}
   */
  public enum Kind {
    /** Something new is there. */
    CREATED,
    /** The content or the attributes of something were changed. */
    MODIFIED,
    /** Something is gone. */
    DELETED,
    /** More has happened than the system could remember; look again at everything. */
    OVERFLOW
  }
}
