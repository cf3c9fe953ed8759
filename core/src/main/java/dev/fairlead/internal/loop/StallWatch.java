package dev.fairlead.internal.loop;

import dev.fairlead.internal.Log;
import dev.fairlead.internal.jfr.StallEvent;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reports a task that keeps the thread of its loop, and with it all other tasks there. */
final class StallWatch implements Runnable {

  /*
   * A virtual thread on the scheduler of the JDK that looks a few times per limit: a loop pays two
   * writes per task it runs, and no platform thread is needed.
   */

  private static final int LOOKS_PER_LIMIT = 4;
  private static final int FRAMES_RECORDED = 20;

  /** Hears of a task that keeps its loop, and where it is. */
  @FunctionalInterface
  interface Listener {
    /** Called once for each such time. */
    void stalled(String what, Throwable stack);

    /** Writes it to the log. */
    static void log(String what, Throwable stack) {
      Log.write(Level.WARNING, what, stack);
    }
  }

  private final CarrierLoop[] loops;
  private final long limitNanos;
  private final Listener listener;
  private final Thread thread;
  private volatile boolean closed;

  // Watching thread only; per loop.
  private final long[] lastTurn;
  private final long[] since;
  private final boolean[] reported;

  StallWatch(String runtimeName, CarrierLoop[] loops, Duration limit, Listener listener) {
    this.loops = loops;
    this.limitNanos = limit.toNanos();
    this.listener = listener;
    this.thread =
        Thread.ofVirtual()
            .name(runtimeName + "-stall-watch")
            .inheritInheritableThreadLocals(false)
            .unstarted(this);
    this.lastTurn = new long[loops.length];
    this.since = new long[loops.length];
    this.reported = new boolean[loops.length];
  }

  /** Starts to watch, unless the limit is zero. */
  void start() {
    if (limitNanos > 0) {
      thread.start();
    }
  }

  void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  @Override
  public void run() {
    while (!closed) {
      for (int i = 0; i < loops.length; i++) {
        look(i, loops[i].clock().nanoTime());
      }
      LockSupport.parkNanos(limitNanos / LOOKS_PER_LIMIT);
    }
  }

  /** Looks at one loop, at this reading of the clock. */
  void look(int index, long now) {
    CarrierLoop loop = loops[index];
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

  private void report(CarrierLoop loop, long nanos) {
    Thread task = loop.mounted();
    Thread seen = task == null ? loop.thread() : task;
    var stack = new Throwable("where it is");
    stack.setStackTrace(seen.getStackTrace());
    record(loop, seen, nanos, stack);
    listener.stalled(describe(loop, seen, nanos) + advice(seen, task), stack);
  }

  private static void record(CarrierLoop loop, Thread seen, long nanos, Throwable stack) {
    var event = new StallEvent();
    if (event.isEnabled()) {
      event.loop = loop.thread().getName();
      event.task = seen.getName();
      event.keptFor = nanos;
      event.where =
          Arrays.stream(stack.getStackTrace())
              .limit(FRAMES_RECORDED)
              .map(StackTraceElement::toString)
              .collect(Collectors.joining("\n"));
      event.commit();
    }
  }

  private static String describe(CarrierLoop loop, Thread seen, long nanos) {
    return "task \""
        + seen.getName()
        + "\" has kept the thread of loop \""
        + loop.thread().getName()
        + "\" for "
        + nanos / 1_000_000
        + " ms; no other task of the loop runs. ";
  }

  private static String advice(Thread seen, @Nullable Thread task) {
    boolean waits = task != null && seen.getState() != Thread.State.RUNNABLE;
    return waits
        ? "It waits inside a native call or a class initialiser; if it waits for a task of its own"
            + " loop, neither will ever go on. Wait outside of it, or in a worker thread"
        : "Move blocking or long computing work to a worker thread, or pass checkpoints in it";
  }
}
