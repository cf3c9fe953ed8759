package dev.fairlead.stream;

import dev.fairlead.internal.Aftermath;
import dev.fairlead.internal.Nanos;
import dev.fairlead.internal.Patience;
import dev.fairlead.internal.Selectable;
import dev.fairlead.internal.Selection;
import dev.fairlead.internal.SpinLock;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.WaitNode;
import dev.fairlead.lowlevel.WaitReason;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One use of a selection by one task. */
final class SelectRound {

  /*
   * All locks are taken, in one order that is the same for every selection. Under them either one case
   * is done, or the task is put into all lists, so it cannot miss anything in between. The places in
   * the lists share one wait, which is decided by one compare-and-set: whoever wins it makes the other
   * places worthless, and the task takes them out before it goes on. Mostly there is none left by
   * then: who has decided takes out the place it chose, and who comes upon another one takes it out.
   *
   * Two selections that could serve each other cannot both be half way: the second one comes when the
   * first stands in all its lists, and is itself in none of them yet.
   */

  /** What stays the same from round to round. */
  static final class Plan implements WaitReason {
    private final Selectable[] sources;
    private final int[] caseOf;
    private final SpinLock[] locks;
    private final int idleCase;
    private final long idleNanos;
    private final Patience patience = new Patience();

    Plan(List<? extends SelectCase<?, ?>> cases) {
      caseOf = IntStream.range(0, cases.size()).filter(i -> hasSource(cases.get(i))).toArray();
      sources =
          IntStream.of(caseOf)
              .mapToObj(i -> Objects.requireNonNull(cases.get(i).source()))
              .toArray(Selectable[]::new);
      locks =
          Stream.of(sources)
              .map(Selectable::lock)
              .distinct()
              .sorted(Comparator.comparingLong(SpinLock::order))
              .toArray(SpinLock[]::new);
      idleCase =
          IntStream.range(0, cases.size())
              .filter(i -> !hasSource(cases.get(i)))
              .boxed()
              .min(Comparator.comparing(i -> cases.get(i).delay()))
              .orElse(-1);
      idleNanos = idleCase < 0 ? Nanos.NEVER : Nanos.of(cases.get(idleCase).delay());
    }

    private static boolean hasSource(SelectCase<?, ?> any) {
      return any.source() != null;
    }

    /** The reading of the clock until which to wait, which is not read when it does not matter. */
    long end(Task<?> task) {
      return idleNanos == Nanos.NEVER
          ? Nanos.NEVER
          : Nanos.sum(task.engine().nanoTime(), idleNanos);
    }

    @Override
    public String describe() {
      return Stream.of(sources).map(Selectable::describe).collect(Collectors.joining(", or "));
    }
  }

  private static final WaitNode[] NOWHERE = {};

  private final Plan plan;
  private final Aftermath after = new Aftermath();
  private int chosen = -1;
  private @Nullable Object result;
  private @Nullable Selection selection;
  private WaitNode[] places = NOWHERE;

  SelectRound(Plan plan) {
    this.plan = plan;
  }

  /** Waits until a case is possible and does what its source has to do; returns its number. */
  int choose() {
    Task<?> task = Task.current();
    task.checkpoint();
    tryAll(plan.idleNanos > 0);
    after.settle();
    Selection waiting = selection;
    if (waiting != null) {
      await(task, waiting);
    }
    return chosen < 0 ? plan.idleCase : plan.caseOf[chosen];
  }

  /** What the source of the chosen case had to say. */
  Object result() {
    Object said = result;
    return said == null ? this : said;
  }

  private void tryAll(boolean patient) {
    lockAll();
    try {
      attemptAll();
      if (chosen < 0 && patient) {
        enqueueAll();
      }
    } finally {
      unlockAll();
    }
  }

  private void lockAll() {
    for (SpinLock lock : plan.locks) {
      lock.lock();
    }
  }

  private void unlockAll() {
    for (SpinLock lock : plan.locks) {
      lock.unlock();
    }
  }

  private void attemptAll() {
    int count = plan.sources.length;
    int candidate = count < 2 ? 0 : plan.locks[0].draw(count);
    for (int i = 0; i < count; i++) {
      result = plan.sources[candidate].attempt(after);
      if (result != null) {
        chosen = candidate;
        return;
      }
      candidate = candidate + 1 == count ? 0 : candidate + 1;
    }
  }

  private void enqueueAll() {
    var shared = new Selection();
    places = new WaitNode[plan.sources.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = plan.sources[i].enqueue(shared);
    }
    selection = shared;
  }

  private void await(Task<?> task, Selection waiting) {
    boolean decided = false;
    try {
      decided =
          plan.patience.outlasts(waiting, task) || task.parkUntil(waiting, plan, plan.end(task));
    } finally {
      withdrawAll(waiting.chosen());
    }
    if (decided) {
      take(Objects.requireNonNull(waiting.chosen()));
    }
  }

  /**
   * Takes the places out of their lists. Who decides the wait says under a lock which place it
   * chose; as long as that is not known, to have had all locks is to know it.
   */
  @SuppressWarnings("ReferenceEquality") // This very place.
  private void withdrawAll(@Nullable WaitNode known) {
    for (int i = 0; i < places.length; i++) {
      WaitNode place = places[i];
      if (known == null || (place != known && place.isQueued())) {
        withdraw(plan.sources[i], place);
      }
    }
  }

  private static void withdraw(Selectable source, WaitNode place) {
    SpinLock lock = source.lock();
    lock.lock();
    try {
      source.withdraw(place);
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("ReferenceEquality") // This very place.
  private void take(WaitNode place) {
    for (int i = 0; i < places.length; i++) {
      if (places[i] == place) {
        chosen = i;
        result = plan.sources[i].result(place);
      }
    }
  }
}
