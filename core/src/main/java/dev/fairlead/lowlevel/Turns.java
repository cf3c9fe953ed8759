package dev.fairlead.lowlevel;

import dev.fairlead.TaskGroup;
import dev.fairlead.internal.turns.LentLoop;
import dev.fairlead.internal.turns.ReadyWatch;
import dev.fairlead.internal.turns.TurnQueue;
import dev.fairlead.internal.turns.Watchable;

/**
 * Lets a few tasks look after many channels that are silent most of the time: each has a seat, and
 * has a turn whenever it may be readable. In between it has neither a task nor a stack.
 *
 * {@snippet file="TurnsSnippets.java" region="turns"}
 *
 * <p>As long as turns are short, one task takes all of them, one after the other. When it waits in
 * the middle of a turn, another task goes on with the others. On the backend {@code virtual} that
 * task turns the loop itself as long as there is something to do, so nobody has to be woken; when a
 * turn computes for some milliseconds, the loop goes on without it, and so does the next task.
 */
public final class Turns implements AutoCloseable {

  private final TurnQueue queue;

  private Turns(TurnQueue queue) {
    this.queue = queue;
  }

  /**
   * Takes turns in tasks of a group, until it is closed or the group is cancelled.
   *
   * @param name what the tasks are called
   */
  public static Turns in(TaskGroup group, String name) {
    return new Turns(new TurnQueue(group, name));
  }

  /**
   * Lets the tasks end as soon as their turns are over. Seats have no more turns; what they hold is
   * the caller's to close.
   */
  @Override
  public void close() {
    queue.end();
  }

  /**
   * Somebody who has turns. One turn asks for the next one, or there is none.
   *
   * {@snippet file="TurnsSnippets.java" region="turns"}
   */
  public abstract static class Seat {

    private final TurnQueue queue;
    private final ReadyWatch watch;

    /** A seat that has no turn yet. */
    protected Seat(Turns turns) {
      this.queue = turns.queue;
      this.watch = by -> queue.offer(this, by);
    }

    /**
     * Takes a turn. Called in a task; what it throws is a failure of that task, and so of the
     * group. It may wait, and holds up no other seat by it.
     */
    public abstract void takeTurn();

    /** Asks for a turn as soon as one of the tasks comes to it. */
    public final void callSoon() {
      queue.offer(this, LentLoop.NONE);
    }

    /**
     * Asks for a turn when a channel may be readable, or its registration is closed. Until then no
     * task may wait for it to become readable.
     *
     * @return false if the registration cannot; then a task has to wait for it
     * @throws dev.fairlead.ClosedResourceException if the registration is closed
     * @throws dev.fairlead.BusyResourceException if a task or a seat waits for it
     */
    public final boolean callWhenReadable(Registration registration) {
      if (registration instanceof Watchable watchable) {
        watchable.watchReadable(watch);
        return true;
      }
      return false;
    }

    /** Asks for the turn now that {@link #callWhenReadable} has asked for, unless it has come. */
    public final void callNow(Registration registration) {
      if (registration instanceof Watchable watchable && watchable.unwatchReadable()) {
        callSoon();
      }
    }
  }
}
