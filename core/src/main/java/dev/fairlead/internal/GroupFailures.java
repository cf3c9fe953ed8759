package dev.fairlead.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What failed in a group: the body's failure first, then the tasks' in the order they came. */
final class GroupFailures {

  // Both under this object's monitor; made when needed, since most groups have none.
  private @Nullable List<Throwable> failures;
  private @Nullable List<Task<?>> unseen;

  synchronized void add(Throwable failure) {
    list().add(failure);
  }

  synchronized void addFirst(Throwable failure) {
    list().add(0, failure);
  }

  /** Notes a task whose failure belongs to whoever awaits its handle. */
  synchronized void addUnseen(Task<?> task) {
    if (unseen == null) {
      unseen = new ArrayList<>();
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
