package dev.fairlead.file;

/**
 * How a directory is listed.
 *
 * {@snippet file="AsyncPathSnippets.java" region="names"}
 */
public sealed interface ListOptions permits ListSettings {

  /** With the attributes of each entry. */
  static ListOptions defaults() {
    return ListSettings.DEFAULTS;
  }

  /** Whether the attributes of the entries are read. */
  boolean status();

  /** Reads names only, which is faster. */
  ListOptions withoutStatus();
}
