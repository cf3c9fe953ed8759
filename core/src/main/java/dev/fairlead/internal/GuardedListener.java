package dev.fairlead.internal;

import dev.fairlead.CancelCause;
import dev.fairlead.CancelScope;
import dev.fairlead.TaskInfo;
import dev.fairlead.lowlevel.RunListener;
import dev.fairlead.lowlevel.WaitReason;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * A listener of which nothing that it throws, an error neither, goes further than to the log. It is
 * called in the middle of things: a task that could not tell of its end would keep its group open
 * for ever, one whose wait is over would not run on.
 */
final class GuardedListener implements RunListener {

  private final RunListener listener;

  GuardedListener(RunListener listener) {
    this.listener = listener;
  }

  private static void guard(String call, Runnable telling) {
    try {
      telling.run();
    } catch (Throwable t) {
      Log.write(Level.WARNING, "the listener of a runtime failed in " + call, t);
    }
  }

  @Override
  public void taskStarted(TaskInfo task) {
    guard("taskStarted", () -> listener.taskStarted(task));
  }

  @Override
  public void taskEnded(TaskInfo task) {
    guard("taskEnded", () -> listener.taskEnded(task));
  }

  @Override
  public void taskParking(TaskInfo task, WaitReason reason) {
    guard("taskParking", () -> listener.taskParking(task, reason));
  }

  @Override
  public void taskUnparked(TaskInfo task) {
    guard("taskUnparked", () -> listener.taskUnparked(task));
  }

  @Override
  public void scopeCancelled(CancelScope scope, CancelCause cause) {
    guard("scopeCancelled", () -> listener.scopeCancelled(scope, cause));
  }

  @Override
  public void reported(String what, @Nullable Throwable thrown) {
    guard("reported", () -> listener.reported(what, thrown));
  }

  @Override
  public void resourceOpened(Object resource) {
    guard("resourceOpened", () -> listener.resourceOpened(resource));
  }

  @Override
  public void resourceClosed(Object resource) {
    guard("resourceClosed", () -> listener.resourceClosed(resource));
  }

  @Override
  public String toString() {
    return listener.toString();
  }
}
