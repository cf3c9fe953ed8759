package dev.fairlead.thread;

import dev.fairlead.Cancelled;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.Parking;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Waits in a task for futures of the JDK.
 *
 * {@snippet file="FuturesSnippets.java" region="await"}
 *
 * <p>A task that is cancelled stops waiting. {@link #await} leaves the future alone, {@link
 * #awaitOrCancel} cancels it: for futures that only this task is interested in.
 */
public final class Futures {

  private Futures() {}

  private record Reason(Object future) implements WaitReason {
    @Override
    public String describe() {
      return "future " + future;
    }

    @Override
    public boolean external() {
      return true;
    }
  }

  /**
   * Waits for a stage and returns its value. A checkpoint.
   *
   * @throws ExecutionException if it failed; its failure is the cause
   * @throws CancellationException if it was cancelled
   */
  public static <T extends @Nullable Object> T await(CompletionStage<T> stage)
      throws ExecutionException {
    return await(stage.toCompletableFuture());
  }

  /**
   * Waits for a future and returns its value. A checkpoint.
   *
   * @throws ExecutionException if it failed; its failure is the cause
   * @throws CancellationException if it was cancelled
   */
  public static <T extends @Nullable Object> T await(CompletableFuture<T> future)
      throws ExecutionException {
    Checkpoints.checkpoint();
    if (!future.isDone()) {
      awaitDone(future);
    }
    return outcome(future);
  }

  /**
   * Waits for a future and returns its value. A checkpoint.
   *
   * @throws ExecutionException if it failed; its failure is the cause
   * @throws CancellationException if it was cancelled
   */
  public static <T extends @Nullable Object> T await(Future<T> future) throws ExecutionException {
    if (future instanceof CompletableFuture<T> stage) {
      return await(stage);
    }
    return Interruptible.<T, ExecutionException>call(future::get);
  }

  /**
   * As {@link #await(Future)}, and cancels the future if the task is cancelled while it waits.
   *
   * @throws ExecutionException if it failed; its failure is the cause
   * @throws CancellationException if it was cancelled by somebody else
   */
  public static <T extends @Nullable Object> T awaitOrCancel(Future<T> future)
      throws ExecutionException {
    try {
      return await(future);
    } catch (Cancelled cancelled) {
      future.cancel(true);
      throw cancelled;
    }
  }

  /**
   * A future of the JDK takes nothing back that waits for it, except when that waits for one of
   * several: once another of them is done, it is forgotten. So a future that is awaited again and
   * again in limited time does not collect those that have given up.
   */
  private static void awaitDone(CompletableFuture<?> future) {
    var waiter = new Waiter();
    var waitIsOver = new CompletableFuture<@Nullable Void>();
    CompletableFuture<?> _ =
        CompletableFuture.anyOf(future, waitIsOver).whenComplete((_, _) -> waiter.wake());
    try {
      Parking.park(waiter, new Reason(future));
    } finally {
      waitIsOver.complete(null);
    }
  }

  private static <T extends @Nullable Object> T outcome(CompletableFuture<T> future)
      throws ExecutionException {
    return switch (future.state()) {
      case SUCCESS -> future.resultNow();
      case CANCELLED -> throw new CancellationException("the future was cancelled: " + future);
      case FAILED -> throw failure(future.exceptionNow());
      case RUNNING -> throw new AssertionError("waited for, and not done: " + future);
    };
  }

  /** A cancellation of another task is none of this one. */
  private static ExecutionException failure(Throwable failure) {
    if (failure instanceof Cancelled) {
      var cancelled = new CancellationException("the task of the future was cancelled");
      cancelled.initCause(failure);
      throw cancelled;
    }
    return new ExecutionException(failure);
  }
}
