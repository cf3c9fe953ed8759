package dev.fairlead.internal;

import dev.fairlead.Action;
import dev.fairlead.CancelCause;
import dev.fairlead.RunFinishedException;
import dev.fairlead.TaskHandle;
import dev.fairlead.TaskOptions;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a runtime that were started by threads outside of it and belong to no group. They
 * live below the root task, and what is left of them when it ends is cancelled.
 */
final class OutsideTasks implements Task.Owner {

  private final Engine engine;
  private final TaskList tasks = new TaskList();

  // Guarded by this.
  private int open;
  private boolean closed;

  OutsideTasks(Engine engine) {
    this.engine = engine;
  }

  /** Starts a task for some code, which gives it its name. */
  TaskHandle<?> spawn(Action<?> action, Object code) {
    TaskOptions options = TaskSpec.chosen(UnaryOperator.identity());
    return this.<@Nullable Void>spawn(new TaskSpec<>(action, code.getClass(), options));
  }

  private <T extends @Nullable Object> Task<T> spawn(TaskSpec<T> spec) {
    enter();
    boolean started = false;
    try {
      Scope root = engine.root().rootScope();
      var task = new Task<>(engine, spec, root, this);
      root.holdTasks(tasks);
      tasks.add(task);
      ScopeTree.update(task.rootScope());
      cancelIfClosed(task);
      task.start();
      started = true;
      return task;
    } finally {
      if (!started) {
        leave();
      }
    }
  }

  private synchronized void enter() {
    if (closed) {
      throw new RunFinishedException(
          engine + " has ended and runs nothing any more; keep it running while others call it");
    }
    open++;
  }

  private synchronized void leave() {
    open--;
    tasks.ended(open);
    notifyAll();
  }

  private synchronized void cancelIfClosed(Task<?> task) {
    if (closed) {
      cancel(task);
    }
  }

  private static void cancel(Task<?> task) {
    var why = new CancelCause.Requested("the run has ended", Optional.empty());
    task.rootScope().cancel(why);
  }

  @Override
  public void ended(Task<?> task, @Nullable Throwable failure) {
    leave(); // The failure has gone to who waits for the task, or to its future.
  }

  /** Cancels what is left and waits for it, on the thread that has called the runtime. */
  void end() {
    synchronized (this) {
      closed = true;
    }
    tasks.forEach(OutsideTasks::cancel);
    boolean interrupted = false;
    synchronized (this) {
      while (open > 0) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
