package dev.fairlead.internal.turns;

/**
 * A loop that may let a task turn it in place of its own thread, so that nobody has to be woken
 * between what the loop finds and what the task does about it.
 */
public interface LentLoop {

  /** No loop at all: lends nothing. */
  LentLoop NONE = to -> false;

  /**
   * Called while the loop finds something: promises the loop to a task, which is woken once this
   * turn is over.
   *
   * @return false if the loop is not to be had; then the caller wakes the task
   */
  boolean lend(TurnWorker to);

  /**
   * Turns the loop once. Called by the task that has it.
   *
   * @return whether the task may still have the loop, and something was found: if not, the loop is
   *     back with its own thread
   */
  default boolean turn(TurnWorker by) {
    return false;
  }

  /** Hands the loop on to another task; false if the first one does not have it any more. */
  default boolean pass(TurnWorker from, TurnWorker to) {
    return false;
  }

  /** Gives the loop back, or turns the promise down. Does nothing if the task has neither. */
  default void giveBack(TurnWorker by) {}
}
