package dev.fairlead;

import dev.fairlead.internal.FormerTask;
import dev.fairlead.internal.Words;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a scope was cancelled. Recorded at the moment of the cancellation; the first cause of a scope
 * stays. Can be serialised; a task that it names is then told as it was.
 *
 * {@snippet file="CancellationSnippets.java" region="cause"}
 */
public sealed interface CancelCause extends Serializable {

  /** Says the cause in a few words, for messages. */
  String describe();

  /**
   * The deadline of the scope passed.
   *
   * {@snippet file="CancellationSnippets.java" region="cause"}
   */
  record DeadlinePassed(Deadline deadline) implements CancelCause {
    @Override
    public String describe() {
      return "its deadline " + deadline + " passed";
    }
  }

  /**
   * Somebody asked for it.
   *
   * {@snippet file="CancellationSnippets.java" region="cause"}
   *
   * @param reason what the canceller said; empty when it said nothing
   * @param by the task that cancelled; empty for a thread outside the runtime
   */
  record Requested(String reason, Optional<TaskInfo> by) implements CancelCause {
    @Override
    public String describe() {
      String who = by.map(task -> " by task " + task.name()).orElse("");
      return "cancelled" + who + (reason.isEmpty() ? "" : ": " + reason);
    }

    private Object writeReplace() {
      return new SerialForm(reason, by.map(FormerTask::of).orElse(null));
    }

    private record SerialForm(String reason, @Nullable FormerTask by) implements Serializable {
      private static final long serialVersionUID = 1L;

      private Object readResolve() {
        return new Requested(reason, Optional.ofNullable(by));
      }
    }
  }

  /**
   * A task of the group failed, or its body did, so that the others were cancelled.
   *
   * {@snippet file="CancellationSnippets.java" region="cause"}
   */
  record Failed(String task, Throwable failure) implements CancelCause {
    @Override
    public String describe() {
      return task + " failed with " + Words.of(failure);
    }
  }

  /**
   * The task that ends its group has ended.
   *
   * {@snippet file="CancellationSnippets.java" region="cause"}
   */
  record Finished(String task) implements CancelCause {
    @Override
    public String describe() {
      return task + " has ended its group";
    }
  }

  /**
   * The thread of the task was interrupted from outside.
   *
   * {@snippet file="CancellationSnippets.java" region="cause"}
   */
  record Interrupted(String thread) implements CancelCause {
    @Override
    public String describe() {
      return "thread " + thread + " was interrupted";
    }
  }

  /**
   * A scope around this one was cancelled.
   *
   * {@snippet file="CancellationSnippets.java" region="cause"}
   */
  record Parent(CancelCause cause) implements CancelCause {
    @Override
    public String describe() {
      return "a surrounding scope was cancelled (" + cause.describe() + ")";
    }
  }
}
