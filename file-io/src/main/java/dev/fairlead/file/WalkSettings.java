package dev.fairlead.file;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Predicate;

record WalkSettings(
    boolean bottomUp,
    boolean followLinks,
    Predicate<PathEntry> descend,
    Consumer<IOException> onError)
    implements WalkOptions {

  static final WalkSettings DEFAULTS = new WalkSettings(false, false, _ -> true, _ -> {});

  @Override
  public WalkOptions withBottomUp() {
    return new WalkSettings(true, followLinks, descend, onError);
  }

  @Override
  public WalkOptions withFollowLinks() {
    return new WalkSettings(bottomUp, true, descend, onError);
  }

  @Override
  public WalkOptions withDescend(Predicate<PathEntry> changed) {
    return new WalkSettings(bottomUp, followLinks, changed, onError);
  }

  @Override
  public WalkOptions withOnError(Consumer<IOException> changed) {
    return new WalkSettings(bottomUp, followLinks, descend, changed);
  }
}
