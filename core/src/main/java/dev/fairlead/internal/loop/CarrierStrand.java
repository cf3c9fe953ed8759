package dev.fairlead.internal.loop;

import dev.fairlead.lowlevel.Strand;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A task's virtual thread that runs on the thread of a loop. */
final class CarrierStrand implements Strand, Executor, Runnable {

  /*
   * To the virtual thread this object is its scheduler, to the loop it is what stands in its queue:
   * so the loop knows whose turn it is, and waking allocates nothing.
   */

  private final CarrierLoop loop;
  private final Thread thread;

  // The first that is handed to execute() is the thread's own: by start().
  private @Nullable Runnable continuation;

  private boolean ranForLong; // on the loop only

  CarrierStrand(CarrierLoop loop, String name, Runnable body) {
    this.loop = loop;
    this.thread =
        CustomScheduler.threadBuilder(this)
            .name(name)
            .inheritInheritableThreadLocals(false)
            .unstarted(body);
  }

  CarrierLoop loop() {
    return loop;
  }

  /** Called by the virtual thread when it can run, and by those its task has started by itself. */
  @Override
  @SuppressWarnings("ReferenceEquality") // this very one
  public void execute(Runnable runnable) {
    if (continuation == null) {
      continuation = runnable;
    }
    if (runnable != continuation) {
      loop.execute(runnable);
    } else if (ranForLong) {
      ranForLong = false;
      loop.executeLater(this);
    } else {
      loop.execute(this);
    }
  }

  /** Called by the loop. */
  @Override
  public void run() {
    Runnable mine = continuation;
    if (mine != null) {
      loop.carry(thread, mine);
    }
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

  @Override
  public void yieldAfterLong() {
    if (loop.isAlone()) {
      return; // To yield and be continued would take a third of a microsecond.
    }
    ranForLong = true;
    loop.lookSoon();
    Thread.yield();
    ranForLong = false; // also where a thread cannot yield
  }
}
