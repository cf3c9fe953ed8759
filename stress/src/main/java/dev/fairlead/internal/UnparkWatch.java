package dev.fairlead.internal;

import dev.fairlead.lowlevel.Strand;
import java.util.concurrent.locks.LockSupport;

/** Lets its tasks remember that they were unparked. */
final class UnparkWatch extends BareBackend {

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
  public Strand newStrand(String name, Runnable body) {
    return new Watched(Thread.ofVirtual().unstarted(body));
  }
}
