package dev.fairlead.internal.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Reports a task that keeps the thread of its loop, and with it all other tasks there. */
final class StallWatch implements Runnable {

  /*
   * A virtual thread on the scheduler of the JDK that looks a few times per limit: a loop pays two
   * writes per task it runs, and no platform thread is needed.
   */

  private static final Logger LOGGER = System.getLogger("dev.fairlead");
  private static final int LOOKS_PER_LIMIT = 4;

  private final CarrierLoop[] loops;
  private final long limitNanos;
  private final Thread thread;
  private volatile boolean closed;

  // Watching thread only; per loop.
  private final long[] lastTurn;
  private final long[] since;
  private final boolean[] reported;

  private StallWatch(String runtimeName, CarrierLoop[] loops, Duration limit) {
    this.loops = loops;
    this.limitNanos = limit.toNanos();
    this.thread =
        Thread.ofVirtual()
            .name(runtimeName + "-stall-watch")
            .inheritInheritableThreadLocals(false)
            .unstarted(this);
    this.lastTurn = new long[loops.length];
    this.since = new long[loops.length];
    this.reported = new boolean[loops.length];
  }

  static StallWatch start(String runtimeName, CarrierLoop[] loops, Duration limit) {
    var watch = new StallWatch(runtimeName, loops, limit);
    if (!limit.isZero()) {
      watch.thread.start();
    }
    return watch;
  }

  void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  @Override
  public void run() {
    while (!closed) {
      for (int i = 0; i < loops.length; i++) {
        look(i);
      }
      LockSupport.parkNanos(limitNanos / LOOKS_PER_LIMIT);
    }
  }

  private void look(int index) {
    CarrierLoop loop = loops[index];
    long now = loop.clock().nanoTime();
    long turn = loop.turn();
    boolean running = (turn & 1) == 1;
    if (!running || turn != lastTurn[index]) {
      lastTurn[index] = turn;
      since[index] = now;
      reported[index] = false;
    } else if (!reported[index] && now - since[index] >= limitNanos) {
      reported[index] = true;
      report(loop, now - since[index]);
    }
  }

  private static void report(CarrierLoop loop, long nanos) {
    Thread task = loop.mounted();
    Thread seen = task == null ? loop.thread() : task;
    String what =
        "task \""
            + seen.getName()
            + "\" has kept the thread of loop \""
            + loop.thread().getName()
            + "\" for "
            + nanos / 1_000_000
            + " ms; no other task of the loop runs. "
            + advice(seen, task);
    var stack = new Throwable("where it is");
    stack.setStackTrace(seen.getStackTrace());
    LOGGER.log(Level.WARNING, what, stack);
  }

  private static String advice(Thread seen, @Nullable Thread task) {
    boolean waits = task != null && seen.getState() != Thread.State.RUNNABLE;
    return waits
        ? "It waits inside a native call or a class initialiser; if it waits for a task of its own"
            + " loop, neither will ever go on. Wait outside of it, or in a worker thread"
        : "Move blocking or long computing work to a worker thread, or pass checkpoints in it";
  }
}
