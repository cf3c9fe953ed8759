package dev.fairlead.stream;

import dev.fairlead.Action;
import dev.fairlead.Cancelled;
import dev.fairlead.internal.Rethrow;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.thread.Futures;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Something that blocks, on a worker thread. A cancelled task does not wait for it, and it is
 * awaited again by the next one; it has not happened only if it had not begun.
 *
 * <p>There is one thing that does not go on without the task: a wait for a stream of this library,
 * which the worker thread can do in the task only.
 */
final class BlockingCall {

  private final Action<IOException> action;
  private final AtomicBoolean decided = new AtomicBoolean(); // begun, or revoked
  private final CompletableFuture<Boolean> done = new CompletableFuture<>(); // to the end

  BlockingCall(Action<IOException> action) {
    this.action = action;
  }

  /**
   * Begins on a worker thread and waits for the end.
   *
   * @throws Cancelled if the task is cancelled first; {@link #revoke} tells whether it goes on
   */
  void start(CapacityLimiter limiter) throws IOException {
    ToThread.run(o -> o.withAbandon().withLimiter(limiter), this::perform);
    if (!await()) {
      throw new CancellationException("something was cancelled that the worker thread waited for");
    }
  }

  /**
   * Waits for the end of what was started.
   *
   * @return false if it was cancelled midway, because it waited in the task that was
   */
  boolean await() throws IOException {
    try {
      return Futures.await(done);
    } catch (ExecutionException e) {
      Throwable failure = e.getCause() == null ? e : e.getCause();
      throw Rethrow.<IOException>asDeclared(failure);
    }
  }

  /** Keeps it from beginning; returns false if it has begun. */
  boolean revoke() {
    return decided.compareAndSet(false, true);
  }

  @SuppressWarnings("CatchesEverything") // On a worker thread; whoever waits gets it.
  private void perform() {
    if (!decided.compareAndSet(false, true)) {
      return;
    }
    try {
      action.run();
      done.complete(true);
    } catch (Cancelled cancelled) {
      done.complete(false);
    } catch (Throwable t) {
      done.completeExceptionally(t);
    }
  }
}
