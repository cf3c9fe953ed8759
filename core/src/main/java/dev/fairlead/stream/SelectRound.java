package dev.fairlead.stream;

import dev.fairlead.internal.Aftermath;
import dev.fairlead.internal.Nanos;
import dev.fairlead.internal.Selectable;
import dev.fairlead.internal.Selection;
import dev.fairlead.internal.SpinLock;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.WaitNode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One use of a selection by one task. */
final class SelectRound {

  /*
   * All locks are taken, in one order that is the same for every selection. Under them either one case
   * is done, or the task is put into all lists, so it cannot miss anything in between. The places in
   * the lists share one wait, which is decided by one compare-and-set: whoever wins it makes the other
   * places worthless, and the task takes them out before it goes on.
   *
   * Two selections that could serve each other cannot both be half way: the second one comes when the
   * first stands in all its lists, and is itself in none of them yet.
   */

  /** What stays the same from round to round. */
  record Plan(
      List<Selectable> sources,
      List<Integer> caseOf,
      List<SpinLock> locks,
      int idleCase,
      Duration idle) {

    static Plan of(List<? extends SelectCase<?, ?>> cases) {
      List<Integer> caseOf =
          IntStream.range(0, cases.size())
              .filter(i -> cases.get(i).source() != null)
              .boxed()
              .toList();
      List<Selectable> sources =
          caseOf.stream().map(i -> Objects.requireNonNull(cases.get(i).source())).toList();
      List<SpinLock> locks =
          sources.stream()
              .map(Selectable::lock)
              .distinct()
              .sorted(Comparator.comparingLong(SpinLock::order))
              .toList();
      int idle = shortestDelay(cases);
      return new Plan(
          sources, caseOf, locks, idle, idle < 0 ? SelectCase.NO_DELAY : cases.get(idle).delay());
    }

    private static int shortestDelay(List<? extends SelectCase<?, ?>> cases) {
      int shortest = -1;
      for (int i = 0; i < cases.size(); i++) {
        if (cases.get(i).source() == null
            && (shortest < 0 || cases.get(i).delay().compareTo(cases.get(shortest).delay()) < 0)) {
          shortest = i;
        }
      }
      return shortest;
    }

    String describe() {
      return sources.stream().map(Selectable::describe).collect(Collectors.joining(", or "));
    }
  }

  private final Plan plan;
  private final Aftermath after = new Aftermath();
  private int chosen = -1;
  private @Nullable Object result;
  private @Nullable Selection selection;
  private WaitNode[] places = {};

  SelectRound(Plan plan) {
    this.plan = plan;
  }

  /** Waits until a case is possible and does what its source has to do; returns its number. */
  int choose() {
    Task<?> task = Task.current();
    task.checkpoint();
    boolean patient = plan.idle().compareTo(Duration.ZERO) > 0;
    tryAll(patient);
    after.settle();
    Selection waiting = selection;
    if (waiting != null) {
      await(task, waiting);
    }
    return chosen < 0 ? plan.idleCase() : plan.caseOf().get(chosen);
  }

  /** What the source of the chosen case had to say. */
  Object result() {
    Object said = result;
    return said == null ? this : said;
  }

  private void tryAll(boolean patient) {
    plan.locks().forEach(SpinLock::lock);
    try {
      attemptAll();
      if (chosen < 0 && patient) {
        enqueueAll();
      }
    } finally {
      plan.locks().forEach(SpinLock::unlock);
    }
  }

  private void attemptAll() {
    int count = plan.sources().size();
    int start = count < 2 ? 0 : plan.locks().getFirst().draw(count);
    for (int i = 0; i < count && chosen < 0; i++) {
      int candidate = (start + i) % count;
      result = plan.sources().get(candidate).attempt(after);
      if (result != null) {
        chosen = candidate;
      }
    }
  }

  private void enqueueAll() {
    var shared = new Selection();
    places = new WaitNode[plan.sources().size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = plan.sources().get(i).enqueue(shared);
    }
    selection = shared;
  }

  private void await(Task<?> task, Selection waiting) {
    boolean decided = false;
    try {
      long until = Nanos.after(task.engine().nanoTime(), plan.idle());
      decided = task.parkUntil(waiting, plan::describe, until);
    } finally {
      withdrawAll();
    }
    if (decided) {
      take(waiting.chosen());
    }
  }

  private void withdrawAll() {
    for (int i = 0; i < places.length; i++) {
      Selectable source = plan.sources().get(i);
      source.lock().lock();
      try {
        source.withdraw(places[i]);
      } finally {
        source.lock().unlock();
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // This very place.
  private void take(WaitNode place) {
    for (int i = 0; i < places.length; i++) {
      if (places[i] == place) {
        chosen = i;
        result = plan.sources().get(i).result(place);
      }
    }
  }
}
