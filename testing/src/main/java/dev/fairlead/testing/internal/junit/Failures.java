package dev.fairlead.testing.internal.junit;

import dev.fairlead.Cancelled;
import dev.fairlead.ExceptionGroup;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** What went wrong at the end of a test, in the order in which it matters. */
final class Failures {

  private final List<Throwable> thrown = new ArrayList<>();
  private boolean cancelled;

  @SuppressWarnings("CatchesEverything") // What a test threw is told to JUnit.
  void collect(Errand.Work work) {
    try {
      work.run();
    } catch (Cancelled c) {
      cancelled = true; // Whoever cancelled has a failure to tell of.
    } catch (Throwable t) {
      add(t);
    }
  }

  void add(Throwable failure) {
    thrown.add(plain(failure));
  }

  boolean isEmpty() {
    return thrown.isEmpty();
  }

  /** Whether there is nothing but a cancellation. */
  boolean onlyCancelled() {
    return cancelled && thrown.isEmpty();
  }

  /** Adds to the first failure how to see it again. */
  void hint(long seed) {
    if (!thrown.isEmpty()) {
      ReplayHint.addTo(thrown.getFirst(), seed);
    }
  }

  /** Throws the first failure, with the others as suppressed exceptions. */
  void rethrow() throws Throwable {
    if (thrown.isEmpty()) {
      return;
    }
    Throwable first = thrown.removeFirst();
    thrown.stream().filter(t -> !t.equals(first)).forEach(first::addSuppressed);
    throw first;
  }

  /**
   * A single failure without the groups around it; and where all that happened is that an
   * assumption did not hold, that.
   */
  static Throwable plain(Throwable failure) {
    if (!(failure instanceof ExceptionGroup group)) {
      return failure;
    }
    boolean onlyAborted =
        group
            .subgroup(t -> !(t instanceof TestAbortedException || t instanceof ExceptionGroup))
            .isEmpty();
    if (onlyAborted) {
      return group.match(TestAbortedException.class).getFirst();
    }
    return group.single().orElse(failure);
  }
}
