package dev.fairlead.thread;

import dev.fairlead.Body;
import dev.fairlead.TaskGroup.StartBody;
import dev.fairlead.TaskStatus;
import dev.fairlead.internal.OutsideFuture;
import org.jspecify.annotations.Nullable;

/**
 * A body that says when it is ready. What it throws before goes to who started it, what it throws
 * later to its future.
 */
final class PortalStart<T extends @Nullable Object, X extends Exception>
    implements StartBody<T, X> {

  private final StartBody<T, X> body;
  private final OutsideFuture<@Nullable Void> future = new OutsideFuture<>();
  private final PortalErrors errors;
  private boolean ready; // task only

  PortalStart(StartBody<T, X> body, PortalErrors errors) {
    this.body = body;
    this.errors = errors;
  }

  OutsideFuture<@Nullable Void> future() {
    return future;
  }

  @Override
  public void run(TaskStatus<T> status) throws X {
    TaskStatus<T> noting =
        value -> {
          ready = true;
          return status.started(value);
        };
    Body<@Nullable Void, X> running =
        () -> {
          body.run(noting);
          return null;
        };
    future.runUntilReady(errors.noting(running), () -> ready);
  }
}
