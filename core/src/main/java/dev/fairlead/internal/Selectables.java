package dev.fairlead.internal;

import dev.fairlead.sync.Event;
import dev.fairlead.sync.Promise;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a selection gets at what it waits for in other packages: each type installs its way when it
 * is initialised, which is before there can be anything to select.
 */
public final class Selectables {

  private static volatile @Nullable Function<Event, Selectable> events;
  private static volatile @Nullable Function<Promise<?>, Selectable> promises;

  private Selectables() {}

  /** Called by {@code Event}. */
  public static void installEvents(Function<Event, Selectable> way) {
    events = way;
  }

  /** An event, to be waited for together with others. */
  public static Selectable of(Event event) {
    return Objects.requireNonNull(events).apply(event);
  }

  /** Called by {@code Promise}. */
  public static void installPromises(Function<Promise<?>, Selectable> way) {
    promises = way;
  }

  /** The end of a promise, to be waited for together with others. */
  public static Selectable of(Promise<?> promise) {
    return Objects.requireNonNull(promises).apply(promise);
  }
}
