package dev.fairlead.internal;

import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.Reactor;
import dev.fairlead.lowlevel.Registration;
import dev.fairlead.lowlevel.Strand;
import dev.fairlead.lowlevel.Timer;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.locks.LockSupport;

/** A backend without time and channels, whose tasks remember that they were unparked. */
final class UnparkWatch implements Backend, Reactor {

  /** Whether a task was ever unparked. By whoever comes after it. */
  static boolean unparked(Task<?> task) {
    return ((Watched) task.strand()).unparked;
  }

  private static final class Watched implements Strand {
    private final Thread thread;
    private boolean unparked;

    Watched(Thread thread) {
      this.thread = thread;
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
      unparked = true;
      LockSupport.unpark(thread);
    }

    @Override
    public void yieldNow() {
      Thread.yield();
    }
  }

  @Override
  public String name() {
    return "unpark-watch";
  }

  @Override
  public Reactor open(String runtimeName) {
    return this;
  }

  @Override
  public Strand newStrand(String name, Runnable body) {
    return new Watched(Thread.ofVirtual().unstarted(body));
  }

  @Override
  public long nanoTime() {
    return 0;
  }

  @Override
  public Timer newTimer(Runnable onExpiry) {
    throw new UnsupportedOperationException("time stands still on this backend");
  }

  @Override
  public Registration register(SelectableChannel channel) {
    throw new UnsupportedOperationException("no channels on this backend");
  }

  @Override
  public int yieldBudget() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void close() {
    // Nothing was opened.
  }
}
