package dev.fairlead.internal.loop;

import dev.fairlead.internal.Nanos;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Wakes a loop when its timers are due, so that the loop can sleep without a limit.
 *
 * <p>Each limited wait of a virtual thread wakes a thread of the JDK when it begins and again when
 * it ends. A loop waits thousands of times a second, and nearly all deadlines are taken back long
 * before they come. So one thread waits for the earliest of them, and is left alone when that one
 * is taken back: then it wakes the loop for nothing, and the loop says what to wait for next.
 */
final class Alarm implements Runnable {

  /*
   * Nothing is missed: the loop says that it sleeps before it looks what is set, and the alarm
   * takes back what is set before it looks whether the loop sleeps. So if the loop relies on a
   * reading that has just come, the alarm finds it asleep.
   */

  private final LoopClock clock;
  private final Runnable wakeLoop;
  private final ThreadFactory threads;

  // Any thread. Set by the loop, only ever to an earlier reading; taken back by the alarm.
  private final AtomicLong due = new AtomicLong(Nanos.NEVER);
  private volatile boolean closed;

  // Loop thread only.
  private @Nullable Thread thread;

  Alarm(LoopClock clock, Runnable wakeLoop, ThreadFactory threads) {
    this.clock = clock;
    this.wakeLoop = wakeLoop;
    this.threads = threads;
  }

  /** Makes sure that the loop is woken at a reading or before, if it sleeps. Loop thread only. */
  void setFor(long nanos) {
    if (nanos < due.get()) {
      due.set(nanos);
      LockSupport.unpark(running());
    }
  }

  private Thread running() {
    Thread present = thread;
    if (present == null) {
      present = threads.newThread(this);
      present.start(); // If there is no memory for it, the next one to come tries again.
      thread = present;
    }
    return present;
  }

  @Override
  public void run() {
    while (!closed) {
      long reading = due.get();
      long rest = reading - clock.nanoTime();
      if (reading == Nanos.NEVER) {
        LockSupport.park(this);
      } else if (rest > 0) {
        LockSupport.parkNanos(this, rest);
      } else if (due.compareAndSet(reading, Nanos.NEVER)) {
        wakeLoop.run();
      }
    }
  }

  /** Ends the thread and waits for its end. By the loop thread, or instead of it. */
  void close() {
    letEnd();
    Thread started = thread;
    if (started != null) {
      awaitEnd(started);
    }
  }

  /** Lets the thread end, whatever it waits for. */
  void letEnd() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private static void awaitEnd(Thread started) {
    boolean interrupted = false;
    while (started.isAlive()) {
      try {
        started.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
