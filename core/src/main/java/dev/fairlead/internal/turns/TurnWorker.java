package dev.fairlead.internal.turns;

import dev.fairlead.internal.Task;
import dev.fairlead.lowlevel.Turns.Seat;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import org.jspecify.annotations.Nullable;

/** A task that takes the turns of many seats; see {@link TurnQueue}. */
public final class TurnWorker implements WaitReason {

  private final TurnQueue queue;
  private final Task<?> task = Task.current();

  // Guarded by the lock of the queue.
  TurnQueue.State state = TurnQueue.State.AWAY;

  // Written under the lock of the queue, but for the worker that gives its loop back.
  volatile @Nullable LentLoop loop; // the one it turns when there are no turns to take
  volatile boolean isToEnd;
  private volatile @Nullable Waiter waiter;

  private boolean inTurn; // worker only

  TurnWorker(TurnQueue queue) {
    this.queue = queue;
  }

  /** Takes turns until there are none and other workers wait for more. */
  void work() {
    queue.arrive(this);
    task.hearOfWaits(this::waits);
    try {
      while (!isToEnd) {
        task.checkpoint();
        workOnce();
      }
    } finally {
      task.hearOfWaits(null);
      queue.leave(this);
    }
  }

  private void workOnce() {
    Seat next = queue.next(this);
    LentLoop lent = loop;
    if (next != null) {
      take(next);
    } else if (lent != null) {
      turn(lent);
    } else if (!isToEnd) {
      awaitTurn();
    }
  }

  private void take(Seat seat) {
    inTurn = true;
    try {
      seat.takeTurn();
    } finally {
      inTurn = false;
    }
  }

  private void turn(LentLoop lent) {
    if (!lent.turn(this)) {
      loop = null;
    }
  }

  private void awaitTurn() {
    Waiter mine = waiter;
    if (mine != null) {
      task.park(mine, this);
    }
  }

  /** Called by the task when it is about to wait. */
  private void waits() {
    if (inTurn) {
      queue.away(this);
    }
  }

  /** Makes what {@link #wake} will wake. */
  void prepareToWait() {
    waiter = new Waiter();
  }

  /**
   * Wakes the worker, if it waits for a turn. Where it is cancelled, it lets another one take it.
   */
  public void wake() {
    Waiter waiting = waiter;
    if (waiting != null) {
      waiting.wake();
    }
  }

  /** The loop was lent to it for so long that it took itself back. Called by that loop. */
  public void overdue(LentLoop by) {
    queue.overdue(this, by);
  }

  @Override
  public String describe() {
    return "a turn";
  }

  @Override
  public boolean external() {
    return true;
  }
}
