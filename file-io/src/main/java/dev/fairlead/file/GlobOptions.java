package dev.fairlead.file;

/**
 * How a pattern is searched for.
 *
 * {@snippet file="AsyncPathSnippets.java" region="glob"}
 */
public sealed interface GlobOptions permits GlobSettings {

  /** Letters as the platform compares them; {@code **} does not follow links. */
  static GlobOptions defaults() {
    return GlobSettings.DEFAULTS;
  }

  /** How letters are compared. */
  CaseSensitivity letters();

  /** Whether {@code **} goes into directories that links lead to. */
  boolean followLinks();

  /** Sets how letters are compared. */
  GlobOptions withLetters(CaseSensitivity letters);

  /** Lets {@code **} go into directories that links lead to, though never around in a loop. */
  GlobOptions withFollowLinks();
}
