package dev.fairlead.internal.loop;

import dev.fairlead.lowlevel.Strand;
import java.util.concurrent.locks.LockSupport;

/** A task's virtual thread on the scheduler of the JDK. */
record VirtualStrand(Thread thread) implements Strand {

  static VirtualStrand of(String name, Runnable body) {
    return new VirtualStrand(
        Thread.ofVirtual().name(name).inheritInheritableThreadLocals(false).unstarted(body));
  }

  @Override
  public void start() {
    JdkScheduler.aboutToWake();
    thread.start();
  }

  @Override
  public void park() {
    LockSupport.park();
  }

  @Override
  public void unpark() {
    JdkScheduler.aboutToWake();
    LockSupport.unpark(thread);
  }

  @Override
  public void yieldNow() {
    JdkScheduler.giveWay();
  }

  @Override
  public void yieldAfterLong() {
    JdkScheduler.giveWayAfterLong();
  }
}
