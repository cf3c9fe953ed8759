package dev.fairlead.sync;

import dev.fairlead.lowlevel.WaitReason;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Promises that end as futures do, and the other way round. */
@SuppressWarnings("FutureReturnValueIgnored") // The next stage has nothing to tell.
final class PromiseBridge {

  private static final WaitReason FUTURE =
      new WaitReason() {
        @Override
        public String describe() {
          return "a future";
        }

        @Override
        public boolean external() {
          return true;
        }
      };

  private PromiseBridge() {}

  static <T extends @Nullable Object> Promise<T> from(CompletionStage<T> stage) {
    var promise = new Promise<T>(FUTURE);
    CompletableFuture<T> future = stage.toCompletableFuture();
    future.whenComplete((value, failure) -> end(promise, value, failure));
    promise.onEnd(() -> {
      if (promise.status() == Promise.Status.CANCELLED) {
        future.cancel(true);
      }
    });
    return promise;
  }

  private static <T extends @Nullable Object> void end(
      Promise<T> promise, T value, @Nullable Throwable failure) {
    if (failure == null) {
      promise.tryComplete(value);
    } else if (failure instanceof CancellationException) {
      promise.cancel("the future was cancelled");
    } else {
      Throwable cause = failure.getCause();
      promise.tryFail(failure instanceof CompletionException && cause != null ? cause : failure);
    }
  }

  static <T extends @Nullable Object> CompletableFuture<T> toFuture(Promise<T> promise) {
    var future = new CompletableFuture<T>();
    promise.onEnd(() -> pass(promise, future));
    future.whenComplete((_, _) -> {
      if (future.isCancelled()) {
        promise.cancel("the future was cancelled");
      }
    });
    return future;
  }

  private static <T extends @Nullable Object> void pass(
      Promise<T> ended, CompletableFuture<T> future) {
    switch (ended.status()) {
      case FINISHED -> future.complete(ended.result());
      case FAILED -> future.completeExceptionally(ended.failure().orElseThrow());
      case CANCELLED, PENDING -> future.cancel(true);
    }
  }
}
