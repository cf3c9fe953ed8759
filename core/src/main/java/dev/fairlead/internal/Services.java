package dev.fairlead.internal;

import dev.fairlead.CancelCause;
import dev.fairlead.ScopeOptions;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The service tasks of a group: behind a shield until everything they serve has ended, then
 * cancelled. They are counted apart, so that they never keep the group open.
 */
final class Services implements Task.Owner {

  private final Group group;
  private final Scope scope;
  private final TaskList tasks = new TaskList();
  private final AtomicInteger open = new AtomicInteger();

  Services(Group group, Scope groupScope) {
    this.group = group;
    this.scope = Scope.create(ScopeOptions.defaults().withName("services").withShield());
    scope.holdTasks(tasks);
    scope.placeBelow(groupScope);
  }

  <T extends @Nullable Object> Task<T> spawn(Engine engine, TaskSpec<T> spec) {
    var task = new Task<>(engine, spec, scope, this);
    open.incrementAndGet();
    boolean started = false;
    try {
      tasks.add(task);
      if (scope.isEffectivelyCancelled()) {
        ScopeTree.update(task.rootScope());
      }
      task.start();
      started = true;
      return task;
    } finally {
      if (!started) {
        leave();
      }
    }
  }

  void adopt(Task<?> task) {
    open.incrementAndGet();
    tasks.add(task);
    task.moveTo(scope, this);
  }

  @Override
  public void ended(Task<?> task, @Nullable Throwable failure) {
    group.record(task, failure);
    leave();
  }

  private void leave() {
    int left = open.decrementAndGet();
    tasks.ended(left);
    if (left == 0) {
      group.wakeHost();
    }
  }

  /** Cancels the services: what they served has ended. */
  void end() {
    scope.cancel(new CancelCause.Requested("what it served has ended", Optional.empty()));
  }

  int open() {
    return open.get();
  }

  TaskList tasks() {
    return tasks;
  }
}
