package dev.fairlead.internal;

import dev.fairlead.Fairlead;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.Backends;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * What belongs to a task and takes part in a race, each in one. To begin a runtime for each would
 * cost a thousand times as much as the race, so one makes many of them.
 */
final class Supply<T> {
  private static final int BATCH = 20_000;

  private final Backend backend;
  private final Supplier<T> maker;
  private final Queue<T> made = new ArrayDeque<>();

  /** Of what the maker makes, each time in a task. */
  Supply(Supplier<T> maker) {
    this(Backends.virtual(), maker);
  }

  Supply(Backend backend, Supplier<T> maker) {
    this.backend = backend;
    this.maker = maker;
  }

  /** One that nobody had. */
  synchronized T next() {
    if (made.isEmpty()) {
      Fairlead.run(o -> o.withBackend(backend), this::makeMany);
    }
    return made.remove();
  }

  private void makeMany() {
    for (int i = 0; i < BATCH; i++) {
      made.add(maker.get());
    }
  }
}
