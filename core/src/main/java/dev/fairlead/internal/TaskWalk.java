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
          visitor.accept(task);
          return false;
        });
  }

  /** The first task that has not ended and is accepted, parents before children. */
  static @Nullable Task<?> find(Task<?> root, Predicate<Task<?>> accepted) {
    var pending = new ArrayDeque<Task<?>>();
    pending.add(root);
    while (!pending.isEmpty()) {
      Task<?> task = pending.remove();
      if (!task.hasEnded()) {
        if (accepted.test(task)) {
          return task;
        }
        forEachChild(task, pending::add);
      }
    }
    return null;
  }

  /** Visits the tasks of the groups the task is in. */
  static void forEachChild(Task<?> task, Consumer<Task<?>> visitor) {
    for (Scope scope = task.rootScope(); scope != null; scope = scope.inner()) {
      TaskList tasks = scope.tasks();
      if (tasks != null) {
        tasks.forEach(visitor);
      }
      TaskList services = scope.services();
      if (services != null) {
        services.forEach(visitor);
      }
    }
  }
}
