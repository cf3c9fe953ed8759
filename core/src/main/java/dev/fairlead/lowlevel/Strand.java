package dev.fairlead.lowlevel;

/**
 * The thread of one task, as the backend runs it.
 *
 * {@snippet file="BackendsSnippets.java" region="reactor"}
 *
 * <p>{@link #park} and {@link #unpark} work as those of {@code LockSupport} do: an unpark that
 * comes first lets the next park return at once, and a park may return for no reason.
 */
public interface Strand {

  /** Starts the thread. Called once. */
  void start();

  /** The thread that runs the body. */
  Thread thread();

  /** Waits until unparked or interrupted. Called on the strand's own thread only. */
  void park();

  /** Lets a park return. Called from any thread, and from the loop. */
  void unpark();

  /** Lets other tasks run first. Called on the strand's own thread only. */
  void yieldNow();

  /**
   * As {@link #yieldNow}, for a task that has run for long without waiting: what has become ready
   * or due meanwhile comes first too. Called on the strand's own thread only.
   */
  default void yieldAfterLong() {
    yieldNow();
  }

  /**
   * Lets a backend that explores schedules run another task first. Called between the steps of code
   * that shares memory without a lock, on the strand's own thread only.
   */
  default void interleave() {}
}
