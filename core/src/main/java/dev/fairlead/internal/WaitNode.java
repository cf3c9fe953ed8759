package dev.fairlead.internal;

import dev.fairlead.lowlevel.Waiter;
import dev.fairlead.sync.Waiting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A place in a {@link WaitList}, and the wait of the task that stands there. */
public class WaitNode extends Waiter {

  // Guarded by the list.
  protected @Nullable Object item; // what is handed over with the decision; beside it in memory
  @Nullable WaitNode previous;
  @Nullable WaitNode next;
  boolean queued;

  // A task that waits in several lists at once decides all of them together.
  private final @Nullable Selection selection;

  /** Makes a place for the current task. */
  public WaitNode() {
    this(null);
  }

  /** Makes one of several places at which the current task waits at the same time. */
  public WaitNode(@Nullable Selection selection) {
    this.selection = selection;
  }

  /**
   * Whether the place may still be in its list, for who put it there. Outside the lock: no means
   * no, and yes that it was just now.
   */
  public final boolean isQueued() {
    return queued;
  }

  /**
   * Decides the wait in favour of the caller, who then calls {@link #letRun} outside the lock of
   * the list.
   *
   * @return false if the wait was decided already: go on with the next place
   */
  public final boolean take() {
    Selection all = selection;
    return all == null ? claim() : all.choose(this);
  }

  /** Lets the task run on, after {@link #take}. */
  public final void letRun() {
    Selection all = selection;
    if (all == null) {
      resume();
    } else {
      all.resume();
    }
  }

  /** Who waits here, and for how long. */
  public final Waiting asWaiting() {
    return waitingOf((Task<?>) task());
  }

  /** A task that waits, and for how long. */
  public static Waiting waitingOf(Task<?> task) {
    // It may stand in a list already and not wait yet.
    long waited =
        task.waitReason() == null ? 0 : task.engine().nanoTime() - task.waitingSinceNanos();
    return new Waiting(task, Duration.ofNanos(Math.max(0, waited)));
  }
}
