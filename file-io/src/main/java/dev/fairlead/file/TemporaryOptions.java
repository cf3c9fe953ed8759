package dev.fairlead.file;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How temporary files and directories are named, and how they are cleaned up.
 *
 * {@snippet file="TemporarySnippets.java" region="options"}
 */
public sealed interface TemporaryOptions permits TemporarySettings {

  /** In the directory of the system, deleted at the end, within ten seconds. */
  static TemporaryOptions defaults() {
    return TemporarySettings.DEFAULTS;
  }

  /** What names begin with. */
  String prefix();

  /** What names end with. */
  String suffix();

  /** The directory it is made in; empty for that of the system. */
  Optional<Path> directory();

  /** Whether it stays. */
  boolean keep();

  /** Whether errors of the clean-up are passed over. */
  boolean ignoreCleanUpErrors();

  /** How long the clean-up may take. */
  Duration cleanUpLimit();

  /** How a file is used. */
  FileOptions file();

  /**
   * Sets what names begin with.
   *
   * @throws IllegalArgumentException if there is a separator in it
   */
  TemporaryOptions withPrefix(String prefix);

  /**
   * Sets what names end with, dot included.
   *
   * @throws IllegalArgumentException if there is a separator in it
   */
  TemporaryOptions withSuffix(String suffix);

  /** Sets the directory it is made in. */
  TemporaryOptions withDirectory(Path directory);

  /** As {@link #withDirectory(Path)}. */
  TemporaryOptions withDirectory(PurePath directory);

  /** Lets it stay. */
  TemporaryOptions withKeep();

  /** Passes over errors of the clean-up; what could not be deleted stays. */
  TemporaryOptions withIgnoredCleanUpErrors();

  /**
   * Sets how long the clean-up may take, which no cancellation ends.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  TemporaryOptions withCleanUpLimit(Duration limit);

  /**
   * Sets how a file is used: limiter, encoding, line ends. The clean-up takes tokens of a limiter
   * that is set here, and needs none otherwise.
   */
  TemporaryOptions withFile(UnaryOperator<FileOptions> options);
}
