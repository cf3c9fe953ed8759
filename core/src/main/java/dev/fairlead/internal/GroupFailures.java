package dev.fairlead.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What failed in a group: the body's failure first, then the tasks' in the order they came. */
final class GroupFailures {

  private static final int FEW = 16; // not worth a look whether they have been seen

  // All under this object's monitor; made when needed, since most groups have none.
  private @Nullable List<Throwable> failures;
  private @Nullable List<Task<?>> unseen;
  private int enough = FEW; // so many unseen ones that it is time to look

  synchronized void add(Throwable failure) {
    list().add(failure);
  }

  synchronized void addFirst(Throwable failure) {
    list().add(0, failure);
  }

  /**
   * Notes a task whose failure belongs to whoever awaits its handle. Those that somebody has seen
   * meanwhile are forgotten now and then, so that a group that lives for long does not keep them.
   */
  synchronized void addUnseen(Task<?> task) {
    if (unseen == null) {
      unseen = new ArrayList<>();
    }
    if (unseen.size() >= enough) {
      unseen.removeIf(noted -> noted.unseenFailure().isEmpty());
      enough = Math.max(FEW, 2 * unseen.size());
    }
    unseen.add(task);
  }

  /** All failures, and those nobody has asked for. */
  synchronized List<Throwable> all() {
    if (unseen != null) {
      unseen.forEach(task -> task.unseenFailure().ifPresent(list()::add));
      unseen = null;
    }
    return failures == null ? List.of() : List.copyOf(failures);
  }

  private List<Throwable> list() {
    if (failures == null) {
      failures = new ArrayList<>();
    }
    return failures;
  }
}
