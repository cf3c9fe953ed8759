package dev.fairlead.file;

import java.util.function.Consumer;

record CopySettings(
    boolean followLinks,
    boolean metadata,
    boolean replace,
    boolean merge,
    Consumer<CopyProgress> progress)
    implements CopyOptions {

  static final CopySettings DEFAULTS = new CopySettings(true, false, true, false, _ -> {});

  @Override
  public CopyOptions withoutFollowingLinks() {
    return new CopySettings(false, metadata, replace, merge, progress);
  }

  @Override
  public CopyOptions withMetadata() {
    return new CopySettings(followLinks, true, replace, merge, progress);
  }

  @Override
  public CopyOptions withoutReplacing() {
    return new CopySettings(followLinks, metadata, false, merge, progress);
  }

  @Override
  public CopyOptions withMerging() {
    return new CopySettings(followLinks, metadata, replace, true, progress);
  }

  @Override
  public CopyOptions withProgress(Consumer<CopyProgress> changed) {
    return new CopySettings(followLinks, metadata, replace, merge, changed);
  }
}
