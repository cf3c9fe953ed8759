package dev.fairlead.file;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * How a tree of directories is walked.
 *
 * {@snippet file="AsyncPathSnippets.java" region="walk"}
 */
public sealed interface WalkOptions permits WalkSettings {

  /** From the top down, links not followed, what cannot be read left out. */
  static WalkOptions defaults() {
    return WalkSettings.DEFAULTS;
  }

  /** Whether a directory comes after those in it. */
  boolean bottomUp();

  /** Whether links to directories are followed. */
  boolean followLinks();

  /** Which directories are entered. */
  Predicate<PathEntry> descend();

  /** Who hears of directories that cannot be read. */
  Consumer<IOException> onError();

  /** Lets a directory come after those in it. */
  WalkOptions withBottomUp();

  /** Follows links to directories, though never around in a loop. */
  WalkOptions withFollowLinks();

  /** Chooses which directories are entered; the others are listed all the same. */
  WalkOptions withDescend(Predicate<PathEntry> descend);

  /**
   * Tells somebody of each directory that cannot be read, in the task that walks. What it throws
   * ends the walk.
   */
  WalkOptions withOnError(Consumer<IOException> onError);
}
