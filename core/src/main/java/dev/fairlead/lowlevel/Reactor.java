package dev.fairlead.lowlevel;

import java.io.IOException;
import java.nio.channels.SelectableChannel;

/**
 * What runs one runtime: scheduler, clock, timers and readiness. Made by {@link Backend#open}.
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

  /** Makes a timer that runs a short, never blocking action when it expires. */
  Timer newTimer(Runnable onExpiry);

  /**
   * Registers a non-blocking channel, so that tasks can wait for it.
   *
   * @throws IOException if the operating system refuses
   * @throws IllegalStateException if the backend has no real channels
   */
  Registration register(SelectableChannel channel) throws IOException;

  /**
   * How many checkpoints in a row a task may pass without waiting before it must let others run.
   */
  int yieldBudget();

  /** Called when every task of the runtime waits; a simulated clock may jump, others do nothing. */
  @Override
  void close();
}
