package dev.fairlead.file;

import java.util.function.Consumer;

/**
 * How files and trees are copied.
 *
 * {@snippet file="AsyncPathSnippets.java" region="copy"}
 */
public sealed interface CopyOptions permits CopySettings {

  /** Links followed, files replaced, contents and permissions copied and nothing else. */
  static CopyOptions defaults() {
    return CopySettings.DEFAULTS;
  }

  /** Whether what a link leads to is copied, and not the link. */
  boolean followLinks();

  /** Whether times, owner and the exact permissions are copied too. */
  boolean metadata();

  /** Whether files that are there are replaced. */
  boolean replace();

  /** Whether a directory may be copied into one that is there. */
  boolean merge();

  /** Who hears how far the copy is. */
  Consumer<CopyProgress> progress();

  /** Copies links as links. */
  CopyOptions withoutFollowingLinks();

  /** Copies times and exact permissions too, and the owner where the system lets us. */
  CopyOptions withMetadata();

  /** Makes it an error if a file is there already. */
  CopyOptions withoutReplacing();

  /** Lets a directory be copied into one that is there, whose other files stay. */
  CopyOptions withMerging();

  /**
   * Tells somebody how far the copy is: after each file, and every 16 MiB of a large one, in the
   * task that copies. What it throws ends the copy.
   */
  CopyOptions withProgress(Consumer<CopyProgress> progress);
}
