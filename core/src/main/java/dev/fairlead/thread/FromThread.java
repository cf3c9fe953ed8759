package dev.fairlead.thread;

import dev.fairlead.Action;
import dev.fairlead.Body;
import dev.fairlead.Cancelled;
import dev.fairlead.internal.Engine;
import dev.fairlead.internal.OutsideCall;
import dev.fairlead.internal.OutsideFuture;
import dev.fairlead.internal.WorkerJob;
import dev.fairlead.lowlevel.RuntimeToken;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The way from a plain thread into a runtime.
 *
 * {@snippet file="FromThreadSnippets.java" region="call"}
 *
 * <p>Without a token, the calls are for functions that {@link ToThread} runs, and go into the task
 * that waits for the function: they run inside its scopes, and its cancellation cancels them. While
 * the function waits for a call, the call may use the token of its worker thread to go to a thread
 * again, so that a limiter cannot lock itself.
 *
 * <p>With a {@link RuntimeToken}, any thread outside a runtime can call into it; such a call
 * belongs to the runtime as a whole, and is cancelled when the root task ends before it. Context
 * variables of the thread, if it is a worker thread, are handed on.
 */
public final class FromThread {

  private FromThread() {}

  /**
   * Throws if the task that called {@link ToThread} is cancelled. The cancellation passes to the
   * task when the function lets it through.
   *
   * @throws Cancelled if a scope around the task is cancelled
   * @throws dev.fairlead.NoRuntimeException if the thread is not a worker thread
   */
  public static void checkCancelled() {
    WorkerJob.current().checkCancelled();
  }

  /**
   * Whether the task that called {@link ToThread} is cancelled.
   *
   * @throws dev.fairlead.NoRuntimeException if the thread is not a worker thread
   */
  public static boolean isCancelled() {
    return WorkerJob.current().isCancelled();
  }

  /**
   * Runs the body inside the task that waits for this function, waits, and returns its value.
   *
   * @throws X what the body threw
   * @throws Cancelled if the task is cancelled, or has abandoned the function
   * @throws dev.fairlead.NoRuntimeException if the thread is not a worker thread
   */
  public static <T extends @Nullable Object, X extends Exception> T call(Body<T, X> body) throws X {
    return WorkerJob.current().<T, X>callHost(body, body);
  }

  /**
   * Runs the body inside the task that waits for this function, and waits.
   *
   * @throws X what the body threw
   * @throws Cancelled if the task is cancelled, or has abandoned the function
   * @throws dev.fairlead.NoRuntimeException if the thread is not a worker thread
   */
  public static <X extends Exception> void run(Action<X> body) throws X {
    WorkerJob.current().<@Nullable Void, X>callHost(body, bodyOf(body));
  }

  /**
   * Runs the body in a task of a runtime, waits, and returns its value. An interrupt of the calling
   * thread cancels it.
   *
   * @throws X what the body threw
   * @throws java.util.concurrent.CancellationException if the task was cancelled
   * @throws dev.fairlead.RunFinishedException if the runtime has ended
   * @throws IllegalStateException if called by a task of that runtime
   */
  public static <T extends @Nullable Object, X extends Exception> T call(
      RuntimeToken runtime, Body<T, X> body) throws X {
    return OutsideCall.<T, X>call(outside(runtime), body, body);
  }

  /** As {@link #call(RuntimeToken, Body)}, without a value. */
  public static <X extends Exception> void run(RuntimeToken runtime, Action<X> body) throws X {
    OutsideCall.<@Nullable Void, X>call(outside(runtime), body, bodyOf(body));
  }

  /**
   * Starts the body in a task of a runtime and does not wait. Cancelling the future cancels the
   * task; what depends on the future runs in the task.
   *
   * @throws dev.fairlead.RunFinishedException if the runtime has ended
   */
  public static <T extends @Nullable Object> CompletableFuture<T> start(
      RuntimeToken runtime, Body<T, ?> body) {
    return OutsideFuture.start((Engine) runtime, body);
  }

  private static Engine outside(RuntimeToken runtime) {
    var engine = (Engine) runtime;
    OutsideCall.ensureOutside(engine);
    OutsideCall.ensureRunning(engine);
    return engine;
  }

  static <X extends Exception> Body<@Nullable Void, X> bodyOf(Action<X> action) {
    return () -> {
      action.run();
      return null;
    };
  }
}
