package dev.fairlead.net.internal.names;

import dev.fairlead.Cancelled;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.Parking;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which the system looks names up.
 *
 * <p>The call of the system cannot be interrupted and may take many seconds, so a cancelled task
 * leaves it behind. The threads are nobody else's: when a dead name server has taken all of them,
 * only lookups wait.
 */
final class NamePool {

  private static final int THREADS = 16;
  private static final long IDLE_SECONDS = 10;
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static final ThreadPoolExecutor EXECUTOR = newExecutor();

  private NamePool() {}

  private static ThreadPoolExecutor newExecutor() {
    var executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            job ->
                Thread.ofPlatform()
                    .daemon()
                    .name("dev.fairlead-names-" + COUNT.incrementAndGet())
                    .unstarted(job));
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  /** One lookup and the task that waits for it. */
  private static final class Lookup<T> extends FutureTask<T> {
    private final Waiter waiter = new Waiter();

    Lookup(Callable<T> question) {
      super(question);
    }

    @Override
    protected void done() {
      waiter.wake();
    }
  }

  private record LookupWait(String describe) implements WaitReason {
    @Override
    public boolean external() {
      return true;
    }
  }

  /** Asks on a thread of the pool and waits for the answer. A checkpoint. */
  static <T> T ask(String what, Callable<T> question) throws IOException {
    Checkpoints.checkpoint();
    var lookup = new Lookup<>(question);
    EXECUTOR.execute(lookup);
    try {
      Parking.park(lookup.waiter, new LookupWait("the lookup of " + what));
    } catch (Cancelled cancelled) {
      // Only what has not begun: an interrupt would not end a call of the system.
      EXECUTOR.remove(lookup);
      throw cancelled;
    }
    return answerOf(lookup);
  }

  private static <T> T answerOf(Lookup<T> lookup) throws IOException {
    try {
      return lookup.resultNow();
    } catch (IllegalStateException failed) {
      Throwable reason = lookup.exceptionNow();
      if (reason instanceof IOException e) {
        throw e;
      }
      throw new IOException("a lookup failed: " + reason, reason);
    }
  }
}
