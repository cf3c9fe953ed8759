package dev.fairlead.internal.loop;

import dev.fairlead.lowlevel.Strand;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A virtual thread that goes on when somebody says so, on the thread of whoever says it. So an
 * actor can be a task that parks, and another one can take its part over from there.
 */
public final class PlayedStrand implements Strand, Executor {
  private final Thread thread;
  private final AtomicReference<Runnable> next = new AtomicReference<>();
  private volatile boolean paused;

  /** Makes one for the body of a task. */
  public PlayedStrand(Runnable body) {
    thread = CustomScheduler.threadBuilder(this).unstarted(body);
  }

  /** Called when the thread can run. */
  @Override
  public void execute(Runnable continuation) {
    next.set(continuation);
  }

  /** Lets the thread run until there is nothing to run, for now. Any thread; never waits. */
  public void run() {
    for (var part = next.getAndSet(null); part != null; part = next.getAndSet(null)) {
      part.run();
    }
  }

  /** Whether there is something to run. */
  public boolean canRun() {
    return next.get() != null;
  }

  /** As {@link #run}, until the thread waits or has ended. When nobody else plays it. */
  public void runUntilItWaits() {
    do {
      run();
    } while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TERMINATED);
  }

  /** Waits for {@link #goOn}; called by the task itself. */
  public void pause() {
    paused = true;
    while (paused) {
      LockSupport.park();
    }
  }

  /** Ends a pause, and lets the thread run. */
  public void goOn() {
    paused = false;
    LockSupport.unpark(thread);
    run();
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public Thread thread() {
    return thread;
  }

  @Override
  public void park() {
    LockSupport.park();
  }

  @Override
  public void unpark() {
    LockSupport.unpark(thread);
  }

  @Override
  public void yieldNow() {
    Thread.yield();
  }
}
