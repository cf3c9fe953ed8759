package dev.fairlead.sync;

import dev.fairlead.PromiseCancelledException;
import dev.fairlead.PromiseFailedException;
import dev.fairlead.internal.Nanos;
import dev.fairlead.internal.Selectable;
import dev.fairlead.internal.SelectableOnce;
import dev.fairlead.internal.Selectables;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.WaitList;
import dev.fairlead.internal.WaitNode;
import dev.fairlead.internal.Words;
import dev.fairlead.lowlevel.WaitReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A result that is set once, by anybody, and that tasks wait for.
 *
 * {@snippet file="PromiseSnippets.java" region="promise"}
 *
 * <p>It ends with a value, with a failure or by being cancelled, and then stays so. Cancelling a
 * task that waits for it changes nothing for the promise and for the others who wait. Everything
 * but waiting may be called from any thread.
 *
 * @param <T> the result
 */
public final class Promise<T extends @Nullable Object> {

  private static final WaitReason REASON = () -> "a promise";

  static {
    Selectables.installPromises(Promise::selectable);
  }

  /**
   * How a promise stands.
   *
   * {@snippet file="StatisticsSnippets.java" region="promise"}
   */
  public enum Status {
    /** Nothing is known yet. */
    PENDING,
    /** It has a value. */
    FINISHED,
    /** It has failed. */
    FAILED,
    /** It was cancelled. */
    CANCELLED
  }

  /** How it ended. */
  private record Outcome(Status status, @Nullable Object value, @Nullable Throwable failure) {}

  private final WaitReason reason;
  private final WaitList waiters = new WaitList();

  // Under the lock of the list.
  private final List<Runnable> listeners = new ArrayList<>(0);

  private volatile @Nullable Outcome outcome; // written once, under the lock of the list

  /** Makes a promise of which nothing is known yet. */
  public Promise() {
    this(REASON);
  }

  Promise(WaitReason reason) {
    this.reason = reason;
  }

  /**
   * Makes a promise that ends as a future does. Cancelling the promise cancels the future.
   *
   * @param stage the future; its failure is unwrapped from {@code CompletionException}
   */
  public static <T extends @Nullable Object> Promise<T> from(CompletionStage<T> stage) {
    return PromiseBridge.from(stage);
  }

  /** Makes a future that ends as this promise does. Cancelling the future cancels the promise. */
  public CompletableFuture<T> toCompletableFuture() {
    return PromiseBridge.toFuture(this);
  }

  /** Calls a listener once when the promise has ended, on the thread of whoever finds that out. */
  void onEnd(Runnable listener) {
    waiters.lock();
    try {
      if (outcome == null) {
        listeners.add(listener);
        return;
      }
    } finally {
      waiters.unlock();
    }
    listener.run();
  }

  /**
   * Ends the promise with a value.
   *
   * @throws IllegalStateException if it has ended already
   */
  public void complete(T value) {
    if (!tryComplete(value)) {
      throw endedAlready("complete");
    }
  }

  /** Ends the promise with a value, unless it has ended already; returns whether it did. */
  public boolean tryComplete(T value) {
    return end(new Outcome(Status.FINISHED, value, null));
  }

  /**
   * Ends the promise with a failure.
   *
   * @throws IllegalStateException if it has ended already
   */
  public void fail(Throwable failure) {
    if (!tryFail(failure)) {
      throw endedAlready("fail");
    }
  }

  /** Ends the promise with a failure, unless it has ended already; returns whether it did. */
  public boolean tryFail(Throwable failure) {
    return end(new Outcome(Status.FAILED, null, Objects.requireNonNull(failure)));
  }

  /** Cancels the promise, unless it has ended already; returns whether it did. */
  public boolean cancel() {
    return cancel("");
  }

  /** As {@link #cancel()}, and says why. */
  public boolean cancel(String reason) {
    return end(new Outcome(Status.CANCELLED, null, new PromiseCancelledException(reason)));
  }

  private IllegalStateException endedAlready(String operation) {
    return new IllegalStateException(
        operation + "() on a " + this + "; it ends once, or use a try... method");
  }

  private boolean end(Outcome end) {
    WaitNode woken;
    List<Runnable> told;
    waiters.lock();
    try {
      if (outcome != null) {
        return false;
      }
      outcome = end;
      woken = waiters.takeAll();
      told = List.copyOf(listeners);
      listeners.clear();
    } finally {
      waiters.unlock();
    }
    WaitList.letAllRun(woken);
    told.forEach(Runnable::run);
    return true;
  }

  /**
   * Waits for the end and returns the value. A checkpoint, also if it has ended already.
   *
   * @throws PromiseFailedException if it has failed; the failure is the cause
   * @throws PromiseCancelledException if it was cancelled
   */
  public T await() {
    Task<?> task = Task.current();
    task.checkpoint();
    if (outcome == null) {
      await(task, Nanos.NEVER);
    }
    return result();
  }

  /**
   * Waits for the end, for a while at most. A checkpoint.
   *
   * @return whether it has ended
   */
  public boolean tryAwait(Duration limit) {
    Task<?> task = Task.current();
    task.checkpoint();
    if (outcome != null || limit.compareTo(Duration.ZERO) <= 0) {
      return outcome != null;
    }
    return await(task, Nanos.after(task.engine().nanoTime(), limit));
  }

  private boolean await(Task<?> task, long untilNanos) {
    var node = new WaitNode();
    return !enqueue(node) || waiters.await(task, node, reason, untilNanos);
  }

  private boolean enqueue(WaitNode node) {
    waiters.lock();
    try {
      if (outcome == null) {
        waiters.add(node);
        return true;
      }
      return false;
    } finally {
      waiters.unlock();
    }
  }

  /**
   * The value. Never waits.
   *
   * @throws PromiseFailedException if it has failed; the failure is the cause
   * @throws PromiseCancelledException if it was cancelled
   * @throws IllegalStateException if it has not ended
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // Only values of type T are set.
  public T result() {
    Outcome end = ended();
    return switch (end.status) {
      case FINISHED -> (T) end.value;
      case FAILED ->
          throw new PromiseFailedException(
              "the promise failed: " + Words.of(end.failure), end.failure);
      case CANCELLED, PENDING ->
          throw new PromiseCancelledException("the promise was cancelled" + reason(end));
    };
  }

  private static String reason(Outcome end) {
    String reason =
        end.failure == null ? "" : Objects.requireNonNullElse(end.failure.getMessage(), "");
    return reason.isEmpty() ? "" : ": " + reason;
  }

  /**
   * The failure; empty if it has a value, or was cancelled. Never waits.
   *
   * @throws IllegalStateException if it has not ended
   */
  public Optional<Throwable> failure() {
    Outcome end = ended();
    return end.status == Status.FAILED ? Optional.ofNullable(end.failure) : Optional.empty();
  }

  private Outcome ended() {
    Outcome end = outcome;
    if (end == null) {
      throw new IllegalStateException("the promise has not ended; await() it first");
    }
    return end;
  }

  /** How the promise stands. */
  public Status status() {
    Outcome end = outcome;
    return end == null ? Status.PENDING : end.status;
  }

  /** Who waits. */
  public PromiseStatistics statistics() {
    waiters.lock();
    try {
      return new PromiseStatistics(status(), waiters.waiting(), waiters.peak());
    } finally {
      waiters.unlock();
    }
  }

  @Override
  public String toString() {
    return "promise, " + status().toString().toLowerCase(Locale.ROOT);
  }

  /** The end as one of several things that a task waits for. */
  private Selectable selectable() {
    return new SelectableOnce(waiters, () -> outcome, reason);
  }
}
