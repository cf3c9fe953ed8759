package dev.fairlead.internal;

import dev.fairlead.CancelCause;
import dev.fairlead.internal.jfr.CancellationEvent;
import dev.fairlead.internal.jfr.TaskEvent;
import dev.fairlead.lowlevel.RunListener;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who look on what happens in a runtime: its listener, the flight recorder, and whoever
 * waits for all tasks to be blocked. Where nobody looks, each call is a look at a field or two.
 */
final class Observation {

  private final String runtime;
  private final @Nullable RunListener listener;
  private volatile @Nullable IdleWatch idleWatch;

  Observation(String runtime, @Nullable RunListener listener) {
    this.runtime = runtime;
    this.listener = listener;
  }

  void taskStarting(Task<?> task) {
    if (listener != null) {
      listener.taskStarted(task);
    }
    var event = new TaskEvent();
    if (event.isEnabled()) {
      event.begin();
      task.recorded(event);
    }
  }

  void taskEnded(Task<?> task) {
    if (listener != null) {
      listener.taskEnded(task);
    }
    TaskEvent event = task.recorded();
    if (event != null) {
      commit(event, task);
    }
  }

  /** Called by a task that has told everybody of its end. */
  void taskOver() {
    IdleWatch watch = idleWatch;
    if (watch != null) {
      watch.check();
    }
  }

  private void commit(TaskEvent event, Task<?> task) {
    event.end();
    if (event.shouldCommit()) {
      event.runtime = runtime;
      event.name = task.name();
      event.task = task.id();
      event.parent = task.parentId().orElse(0);
      event.outcome = task.status().name();
      event.commit();
    }
  }

  /**
   * Called by a task that is about to say that it waits. Returns whether it is to tell of the end
   * too: whoever ends the wait does not, as the task may begin the next one before he comes to it.
   */
  boolean waiting(Task<?> task, Waiter waiter, WaitReason reason) {
    if (listener == null || waiter.isDone()) {
      return false;
    }
    listener.taskParking(task, reason);
    return true;
  }

  /** Called by a task that goes on after a wait of which it has told. */
  void goingOn(Task<?> task) {
    if (listener != null) {
      listener.taskUnparked(task);
    }
  }

  /** Called by a task that is about to park. */
  void parking() {
    IdleWatch watch = idleWatch;
    if (watch != null) {
      watch.check();
    }
  }

  /** Called by whoever has ended a wait and is about to unpark a task. */
  void unparking() {
    IdleWatch watch = idleWatch;
    if (watch != null) {
      watch.taskWoken();
    }
  }

  void scopeCancelled(Scope scope, Task<?> task, CancelCause cause) {
    if (listener != null) {
      listener.scopeCancelled(scope, cause);
    }
    var event = new CancellationEvent();
    if (event.isEnabled()) {
      event.scope = scope.toString();
      event.task = task.name();
      event.cause = cause.describe();
      event.commit();
    }
  }

  @Nullable IdleWatch idleWatch() {
    return idleWatch;
  }

  void watchIdle(@Nullable IdleWatch watch) {
    idleWatch = watch;
  }
}
