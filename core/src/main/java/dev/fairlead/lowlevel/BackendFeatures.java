package dev.fairlead.lowlevel;

import dev.fairlead.internal.Task;
import java.util.Optional;

/**
 * What the backend of the current runtime brings along for other modules.
 *
 * {@snippet file="FeaturesSnippets.java" region="feature"}
 */
public final class BackendFeatures {

  private BackendFeatures() {}

  /** The feature of a type; empty if the backend has none, as the real ones. */
  public static <T> Optional<T> find(Class<T> type) {
    return Task.current().engine().reactor().feature(type);
  }

  /**
   * Makes sure that the current runtime deals with the real world, and not with a simulated one.
   *
   * @param what what is about to be used, in the plural, such as {@code "files"}
   * @throws IllegalStateException if it is simulated
   */
  public static void requireRealWorld(String what) {
    if (Task.current().engine().reactor().isSimulated()) {
      throw new IllegalStateException(
          what
              + " are not simulated; run this on a real backend, or put what needs them behind an"
              + " interface that the test implements");
    }
  }
}
