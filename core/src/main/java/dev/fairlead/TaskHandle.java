package dev.fairlead;

import dev.fairlead.internal.Outcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task that was started, as seen by others: its outcome can be awaited and it can be cancelled.
 *
 * {@snippet file="TaskGroupSnippets.java" region="handle"}
 *
 * @param <T> what the task returns
 */
public sealed interface TaskHandle<T extends @Nullable Object> permits Outcome {

  /**
   * How far a task has come.
   *
   * {@snippet file="TaskGroupSnippets.java" region="handle"}
   */
  enum Status {
    /** It has not ended, and nobody has asked it to. */
    PENDING,
    /** It was cancelled and has not ended yet. */
    CANCELLING,
    /** It returned, even if it had been cancelled in the meantime. */
    FINISHED,
    /** A cancellation ended it. */
    CANCELLED,
    /** It threw something else. */
    FAILED;

    /** Whether the task has ended. */
    public boolean isEnd() {
      return compareTo(FINISHED) >= 0;
    }
  }

  /**
   * Waits for the end of the task and returns its value. A checkpoint.
   *
   * @throws TaskFailedException if the task failed; its failure is the cause
   * @throws TaskCancelledException if the task was cancelled
   */
  T await();

  /** Waits for the end of the task, however it ends. A checkpoint. */
  void join();

  /** Cancels this task only; its group goes on. No effect once it has ended. */
  default void cancel() {
    cancel("");
  }

  /** As {@link #cancel()}, and says why. */
  void cancel(String reason);

  /** Cancels the task and waits until it has ended. A checkpoint. */
  default void cancelAndJoin() {
    cancel();
    join();
  }

  /** How far the task has come. */
  Status status();

  /**
   * The value the task returned.
   *
   * @throws TaskNotFinishedException if it has not ended
   * @throws TaskFailedException if it failed
   * @throws TaskCancelledException if it was cancelled
   */
  T result();

  /**
   * What the task threw; empty if it returned.
   *
   * @throws TaskNotFinishedException if it has not ended
   * @throws TaskCancelledException if it was cancelled
   */
  Optional<Throwable> failure();

  /** The task's name. */
  String name();

  /** What can be asked about the task. */
  TaskInfo info();
}
