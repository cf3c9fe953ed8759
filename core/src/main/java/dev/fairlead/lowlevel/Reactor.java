package dev.fairlead.lowlevel;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.Optional;

/**
 * What runs one runtime: scheduler, clock, timers and readiness. Made by {@link Backend#open}.
 *
 * {@snippet file="BackendsSnippets.java" region="reactor"}
 *
 * <p>All methods may be called from any thread. The runtime calls {@link #close} after its last
 * task has ended.
 */
public interface Reactor extends AutoCloseable {

  /**
   * Prepares the thread of a new task. The body runs once {@link Strand#start} is called.
   *
   * @param name the name of the thread
   */
  Strand newStrand(String name, Runnable body);

  /** Reads the clock of this runtime: nanoseconds since it was opened, never going back. */
  long nanoTime();

  /**
   * Reads the clock for something that need not be exact, such as for how long a task has waited.
   * Where a loop runs the tasks, it may be the reading that the loop took last, before it let any
   * of them run.
   *
   * @param current the strand that calls
   */
  default long recentNanoTime(Strand current) {
    return nanoTime();
  }

  /** Makes a timer that runs a short, never blocking action when it expires. */
  Timer newTimer(Runnable onExpiry);

  /**
   * Registers a non-blocking channel, so that tasks can wait for it.
   *
   * @throws IOException if the operating system refuses
   * @throws IllegalStateException if the backend has no real channels
   */
  Registration register(SelectableChannel channel) throws IOException;

  /** How many loops look for ready channels: so many can be at work at once. */
  default int loops() {
    return 1;
  }

  /**
   * How many checkpoints in a row a task may pass without waiting before it must let others run.
   */
  int yieldBudget();

  /**
   * How many checkpoints a task may pass when it has waited: all of them once more, unless tasks
   * that only wait for each other keep others from running on this backend.
   *
   * @param left how many it had left
   */
  default int yieldBudgetAfterWait(int left) {
    return yieldBudget();
  }

  /**
   * Whether tasks run at the same time on several processors, so that what one waits for may happen
   * before it could be parked.
   */
  default boolean runsInParallel() {
    return false;
  }

  /**
   * Something the backend brings along for other modules, such as a network of its own; empty if it
   * has none of this type.
   */
  default <T> Optional<T> feature(Class<T> type) {
    return Optional.empty();
  }

  /** Whether time and network are simulated, so that what is real has no place in the run. */
  default boolean isSimulated() {
    return false;
  }

  /**
   * Whether {@link Strand#interleave} does something, so that it should be called between the steps
   * of code that works without locks. Asked once, when the runtime is opened.
   */
  default boolean interleaves() {
    return false;
  }

  /** Hears that a thread outside the runtime begins a job, after which it will wake a task. */
  default void outsideJobStarted() {}

  /** Hears that the job has ended, once it has woken the task. */
  default void outsideJobEnded() {}

  /**
   * Why the backend brought the run to an end; empty if it did not. Thrown by {@code Fairlead.run}
   * instead of what the root task threw, which becomes a suppressed exception.
   */
  default Optional<Error> failure() {
    return Optional.empty();
  }

  /** Releases all that the runtime used. Called once, after the last task has ended. */
  @Override
  void close();
}
