package dev.fairlead.internal.loop;

import dev.fairlead.internal.Nanos;
import dev.fairlead.internal.turns.LentLoop;
import dev.fairlead.internal.turns.TurnWorker;
import java.io.IOException;
import java.nio.channels.Selector;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Wakes tasks that wait for a channel or for a point in time. Turned by one thread. */
abstract class SelectorLoop implements Runnable, LentLoop {

  // Any thread.
  private final LoopClock clock;
  private final LoopState state;
  private final LoopTimers timers;
  private final ChannelSelector channels;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean closing;

  // Loop thread only.
  private long recent;

  SelectorLoop(LoopClock clock, ThreadMaker maker) {
    this.clock = clock;
    this.state = new LoopState(maker.newThread(this));
    this.timers = new LoopTimers(state::wake);
    this.channels = new ChannelSelector(this::openSelector, this::lookSoon, state);
  }

  /** Makes the thread of a loop. */
  @FunctionalInterface
  interface ThreadMaker {
    Thread newThread(Runnable loop);
  }

  /** Opens the selector of this loop, when the first channel comes. */
  abstract Selector openSelector() throws IOException;

  /** Turns the loop until it is closing. */
  abstract void turnUntilClosing();

  /** Whether there is something to do that this class does not know of. */
  abstract boolean hasWork();

  /** For how long to sleep at most, when nothing is due before a reading of the clock. */
  long limitOfSleep(long next) {
    return next - clock.nanoTime();
  }

  /** Called by the loop thread as the last thing it does, and instead of it if it never ran. */
  abstract void afterEnd();

  /** Has nobody else to turn it, unless a subclass does. */
  @Override
  public boolean lend(TurnWorker to) {
    return false;
  }

  // ---- any thread

  final LoopClock clock() {
    return clock;
  }

  final ChannelSelector channels() {
    return channels;
  }

  final LoopTimers timers() {
    return timers;
  }

  final Thread thread() {
    return state.thread();
  }

  final boolean isClosing() {
    return closing;
  }

  /** Makes sure that the loop looks for work again. */
  final void wake() {
    state.wake();
  }

  /** Has channels and timers looked at before what else there is to do. */
  void lookSoon() {
    state.wake();
  }

  /** Ends the loop and waits for its end. Not from the thread of the loop. */
  final void close() {
    closing = true;
    if (state.preventStart()) {
      end();
    } else {
      state.wake();
    }
    awaitEnd();
  }

  private void awaitEnd() {
    boolean interrupted = false;
    boolean over = false;
    while (!over) {
      try {
        ended.await();
        thread().join();
        over = true;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  // ---- whoever turns the loop: mostly its own thread, and always one at a time

  @Override
  public final void run() {
    readClock();
    try {
      turnUntilClosing();
    } finally {
      end();
    }
  }

  private void end() {
    state.awake();
    channels.close();
    afterEnd();
    ended.countDown();
  }

  /** Wakes who waits for what is ready or due by now; returns whether anything was. */
  boolean poll() {
    boolean anyReady = channels.select(0);
    boolean anyDue = timers.expire(readClock());
    return anyReady || anyDue;
  }

  /** Whether a timer is due by now. */
  final boolean isAnythingDue() {
    return timers.next() <= readClock();
  }

  /** Blocks until there may be something to do, and does it as {@link #poll} would. */
  final void sleep() {
    Selector open = channels.current();
    state.fallAsleep(open);
    if (!closing && !hasWork() && isCurrent(open)) {
      long next = timers.next();
      block(open, next == Nanos.NEVER ? Nanos.NEVER : limitOfSleep(next));
    }
    state.awake();
    timers.expire(readClock());
  }

  private long readClock() {
    recent = clock.nanoTime();
    return recent;
  }

  /** The clock as it was when this loop looked last whether anything is ready or due. */
  final long recentNanoTime() {
    return recent;
  }

  @SuppressWarnings("ReferenceEquality") // whether it is this very one
  private boolean isCurrent(@Nullable Selector open) {
    return channels.current() == open;
  }

  private void block(@Nullable Selector open, long nanos) {
    if (open != null) {
      channels.select(nanos);
    } else if (nanos == Nanos.NEVER) {
      LockSupport.park();
    } else {
      LockSupport.parkNanos(nanos);
    }
    clearInterrupt();
  }

  /** An interrupt has no meaning for a loop, and one that stays set would let it spin. */
  @SuppressWarnings("InterruptedExceptionSwallowed")
  private static void clearInterrupt() {
    boolean _ = Thread.interrupted();
  }
}
