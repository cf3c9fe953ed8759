package dev.fairlead.file;

import dev.fairlead.file.internal.FileCalls;
import dev.fairlead.file.internal.TemporaryNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

record TemporarySettings(Naming naming, boolean keep, CleanUp cleanUp, FileSettings fileSettings)
    implements TemporaryOptions {

  record Naming(String prefix, String suffix, Optional<Path> directory) {
    Naming {
      checkPiece(prefix);
      checkPiece(suffix);
    }

    private static void checkPiece(String piece) {
      if (piece.contains("/") || piece.contains(java.io.File.separator)) {
        throw new IllegalArgumentException(
            "a piece of a name has no separator: \"" + piece + "\"; use withDirectory");
      }
    }

    Path fresh() {
      return directory
          .orElseGet(Naming::systemDirectory)
          .resolve(prefix + TemporaryNames.random() + suffix);
    }

    static Path systemDirectory() {
      return Path.of(System.getProperty("java.io.tmpdir"));
    }
  }

  record CleanUp(boolean ignoreErrors, Duration limit) {
    CleanUp {
      if (!limit.isPositive()) {
        throw new IllegalArgumentException("the limit of a clean-up must be positive: " + limit);
      }
    }
  }

  static final TemporarySettings DEFAULTS =
      new TemporarySettings(
          new Naming("tmp", "", Optional.empty()),
          false,
          new CleanUp(false, Duration.ofSeconds(10)),
          FileSettings.DEFAULTS);

  static TemporarySettings of(UnaryOperator<TemporaryOptions> options) {
    return (TemporarySettings) options.apply(DEFAULTS);
  }

  FileCalls calls() {
    return fileSettings.calls();
  }

  @Override
  public String prefix() {
    return naming.prefix;
  }

  @Override
  public String suffix() {
    return naming.suffix;
  }

  @Override
  public Optional<Path> directory() {
    return naming.directory;
  }

  @Override
  public boolean ignoreCleanUpErrors() {
    return cleanUp.ignoreErrors;
  }

  @Override
  public Duration cleanUpLimit() {
    return cleanUp.limit;
  }

  @Override
  public FileOptions file() {
    return fileSettings;
  }

  @Override
  public TemporaryOptions withPrefix(String prefix) {
    return with(new Naming(prefix, naming.suffix, naming.directory));
  }

  @Override
  public TemporaryOptions withSuffix(String suffix) {
    return with(new Naming(naming.prefix, suffix, naming.directory));
  }

  @Override
  public TemporaryOptions withDirectory(Path directory) {
    return with(new Naming(naming.prefix, naming.suffix, Optional.of(directory)));
  }

  @Override
  public TemporaryOptions withDirectory(PurePath directory) {
    return withDirectory(directory.asPath());
  }

  private TemporarySettings with(Naming changed) {
    return new TemporarySettings(changed, keep, cleanUp, fileSettings);
  }

  @Override
  public TemporaryOptions withKeep() {
    return new TemporarySettings(naming, true, cleanUp, fileSettings);
  }

  @Override
  public TemporaryOptions withIgnoredCleanUpErrors() {
    return new TemporarySettings(naming, keep, new CleanUp(true, cleanUp.limit), fileSettings);
  }

  @Override
  public TemporaryOptions withCleanUpLimit(Duration limit) {
    return new TemporarySettings(
        naming, keep, new CleanUp(cleanUp.ignoreErrors, limit), fileSettings);
  }

  @Override
  public TemporaryOptions withFile(UnaryOperator<FileOptions> options) {
    return new TemporarySettings(naming, keep, cleanUp, (FileSettings) options.apply(fileSettings));
  }
}
