package dev.fairlead.internal;

import dev.fairlead.Action;
import dev.fairlead.Body;
import dev.fairlead.Cancelled;
import dev.fairlead.TaskHandle;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The future of a task that was started from outside. The task completes it, and is cancelled when
 * somebody else does.
 *
 * @param <T> what the task returns
 */
public final class OutsideFuture<T extends @Nullable Object> extends CompletableFuture<T> {

  private volatile boolean endedByTask;

  /** Makes a future; {@link #cancels} completes the bond. */
  public OutsideFuture() {}

  /** Starts a body in a task that is started by a function. */
  public static <T extends @Nullable Object> CompletableFuture<T> start(
      Body<T, ?> body, Function<Action<?>, TaskHandle<?>> starter) {
    var future = new OutsideFuture<T>();
    future.cancels(starter.apply(() -> future.run(body)));
    return future;
  }

  /** As {@link #start(Body, Function)}, in a task of the runtime as a whole. */
  public static <T extends @Nullable Object> CompletableFuture<T> start(
      Engine engine, Body<T, ?> body) {
    return start(body, work -> engine.outsideTasks().spawn(work, body));
  }

  /** Lets an end of this future that the task has not brought about cancel the task. */
  public void cancels(TaskHandle<?> handle) {
    CompletableFuture<?> _ =
        whenComplete((_, _) -> {
          if (!endedByTask) {
            handle.cancel("its future was completed by somebody else");
          }
        });
  }

  /**
   * Runs the body in its task. An exception is kept for who asks the future; an error goes on to
   * the group of the task as well.
   */
  public <X extends Exception> void run(Body<T, X> body) {
    try {
      runUntilReady(body, () -> true);
    } catch (Exception e) {
      throw new AssertionError("kept for the future", e);
    }
  }

  /** As {@link #run}, but an exception that comes before the body is ready goes on as well. */
  public <X extends Exception> void runUntilReady(Body<T, X> body, BooleanSupplier ready) throws X {
    T value;
    try {
      value = body.call();
    } catch (Exception e) {
      fail(e);
      if (!ready.getAsBoolean()) {
        throw e;
      }
      return;
    } catch (Error e) {
      fail(e instanceof Cancelled cancelled ? OutsideCall.cancellation(cancelled) : e);
      throw e;
    }
    endedByTask = true;
    complete(value);
  }

  private void fail(Throwable failure) {
    endedByTask = true;
    completeExceptionally(failure);
  }
}
