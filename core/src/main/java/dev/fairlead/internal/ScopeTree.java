package dev.fairlead.internal;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Carries a change of one scope down to all scopes that can see it. */
final class ScopeTree {

  private ScopeTree() {}

  /**
   * Recomputes a scope and, where that changes it, what lies below; wakes every task whose
   * innermost scope became cancelled. Stops at shields, which do not change.
   */
  static void update(Scope changed) {
    if (!changed.refresh()) {
      return;
    }
    var pending = new ArrayDeque<Scope>();
    pending.push(changed);
    while (!pending.isEmpty()) {
      Scope scope = pending.pop();
      deliver(scope.owner());
      refreshInto(pending, scope.inner());
      TaskList tasks = scope.tasks();
      if (tasks != null) {
        tasks.forEach(task -> refreshInto(pending, task.rootScope()));
      }
    }
  }

  /** Wakes the tasks inside a scope that wait until somebody asks them to come to an end. */
  static void wakeThoseAskedToStop(Scope asked) {
    var pending = new ArrayDeque<Scope>();
    pending.push(asked);
    while (!pending.isEmpty()) {
      Scope scope = pending.pop();
      Task<?> task = scope.owner();
      if (task != null) {
        task.engine().wakeIfAskedToStop(task);
      }
      addUnlessShielded(pending, scope.inner());
      TaskList tasks = scope.tasks();
      if (tasks != null) {
        tasks.forEach(inside -> addUnlessShielded(pending, inside.rootScope()));
      }
    }
  }

  private static void addUnlessShielded(ArrayDeque<Scope> pending, @Nullable Scope scope) {
    if (scope != null && !scope.isShielded()) {
      pending.push(scope);
    }
  }

  private static void refreshInto(ArrayDeque<Scope> pending, @Nullable Scope scope) {
    if (scope != null) {
      if (scope.refresh()) {
        pending.push(scope);
      } else if (scope.isShielded()) {
        ShieldWatch.over(scope);
      }
    }
  }

  private static void deliver(@Nullable Task<?> task) {
    if (task != null) {
      task.deliverCancellation();
    }
  }
}
