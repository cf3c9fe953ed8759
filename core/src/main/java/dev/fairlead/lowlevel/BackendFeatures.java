package dev.fairlead.lowlevel;

import dev.fairlead.internal.Task;
import java.util.Optional;

/** What the backend of the current runtime brings along for other modules. */
public final class BackendFeatures {

  private BackendFeatures() {}

  /** The feature of a type; empty if the backend has none, as the real ones. */
  public static <T> Optional<T> find(Class<T> type) {
    return Task.current().engine().reactor().feature(type);
  }
}
