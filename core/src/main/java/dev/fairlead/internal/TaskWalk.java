package dev.fairlead.internal;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Visits the tasks below a task, along the scopes they live in. */
final class TaskWalk {

  private TaskWalk() {}

  static void from(Task<?> root, Consumer<Task<?>> visitor) {
    find(
        root,
        task -> {
          if (!task.hasEnded()) {
            visitor.accept(task);
          }
          return false;
        });
  }

  /** The first that is accepted of the tasks that are not over, parents before children. */
  static @Nullable Task<?> find(Task<?> root, Predicate<Task<?>> accepted) {
    var pending = new ArrayDeque<Task<?>>();
    pending.add(root);
    while (!pending.isEmpty()) {
      Task<?> task = pending.remove();
      if (accepted.test(task)) {
        return task;
      }
      forEachList(task, tasks -> tasks.forEachUntilOver(pending::add));
    }
    return null;
  }

  /** Visits the tasks of the groups the task is in. */
  static void forEachChild(Task<?> task, Consumer<Task<?>> visitor) {
    forEachList(task, tasks -> tasks.forEach(visitor));
  }

  private static void forEachList(Task<?> task, Consumer<TaskList> visitor) {
    for (Scope scope = task.rootScope(); scope != null; scope = scope.inner()) {
      TaskList tasks = scope.tasks();
      if (tasks != null) {
        visitor.accept(tasks);
      }
      TaskList services = scope.services();
      if (services != null) {
        visitor.accept(services);
      }
    }
  }
}
