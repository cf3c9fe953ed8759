package dev.fairlead.internal.loop;

import dev.fairlead.internal.turns.TurnWorker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Who turns a loop that is a virtual thread: that thread, or a worker it is lent to.
 *
 * <p>A worker that has to be woken for what the loop has found is put into the queue of the JDK's
 * scheduler, which wakes another of its threads for it: a futex call for a handful of messages. One
 * that turns the loop by itself has nobody to be woken.
 */
final class Lease {

  /*
   * Who holds the loop; its own thread is parked meanwhile, unless it holds it:
   *
   *   null ----- a turn is over, and somebody is promised the loop --> a worker, which is woken
   *   a worker - turns the loop -------------------> TURNING   nobody takes it back
   *   TURNING -- has found something --------------> the worker
   *   a worker - waits, while others have turns ---> another worker
   *   a worker - finds nothing, waits or ends -----> null
   *   a worker - has not turned it for long --> null          by the thread of the loop
   *
   * A promise is made while the loop is turned, so the worker may be about to turn it already, or
   * turn it down. The thread of the loop first names the holder and then takes the promise back; a
   * worker that wants neither takes back the promise and then the holder. So one of them sees the
   * other.
   */

  private static final long PATIENCE_NANOS = 10_000_000;

  private static final Object TURNING = new Object();

  private static final VarHandle PROMISED;
  private static final VarHandle HOLDER;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      PROMISED = lookup.findVarHandle(Lease.class, "promised", TurnWorker.class);
      HOLDER = lookup.findVarHandle(Lease.class, "holder", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final SelectorLoop loop;
  private final LongConsumer setAlarm;
  private final long patienceNanos;

  // Any thread.
  private volatile @Nullable TurnWorker promised;
  private volatile @Nullable Object holder;
  private final AtomicLong turns = new AtomicLong(); // of workers; written by the holder

  /** Takes what has {@link #ring} called at a reading of the clock. */
  Lease(SelectorLoop loop, LongConsumer setAlarm) {
    this(loop, setAlarm, PATIENCE_NANOS);
  }

  Lease(SelectorLoop loop, LongConsumer setAlarm, long patienceNanos) {
    this.loop = loop;
    this.setAlarm = setAlarm;
    this.patienceNanos = patienceNanos;
  }

  // ---- the thread of the loop

  /** Promises the loop; false if somebody has it, or it is promised to somebody else. */
  @SuppressWarnings("ReferenceEquality") // this very worker
  boolean promise(TurnWorker to) {
    if (Thread.currentThread() != loop.thread() || holder != null) {
      return false;
    }
    TurnWorker before = promised;
    if (before == null) {
      promised = to;
    }
    return before == null || before == to;
  }

  /** Lends the loop, if it is promised, and waits until it is back; returns whether it was. */
  boolean lendIfPromised() {
    boolean lent = false;
    TurnWorker to = promised;
    while (to != null) {
      holder = to;
      if (PROMISED.compareAndSet(this, to, null)) {
        lent = true;
        to.wake();
        awaitReturn();
      } else {
        HOLDER.compareAndSet(this, to, null);
      }
      to = promised; // By the queue of the one before, if that one was overdue.
    }
    return lent;
  }

  private void awaitReturn() {
    long seen = turns.getOpaque();
    long looked = loop.clock().nanoTime();
    setAlarm.accept(looked + patienceNanos);
    while (holder != null) {
      LockSupport.park(this);
      clearInterrupt();
      long now = loop.clock().nanoTime();
      if (now - looked >= patienceNanos) {
        if (turns.getOpaque() == seen) {
          takeBack();
        }
        seen = turns.getOpaque();
        looked = now;
      }
      setAlarm.accept(looked + patienceNanos);
    }
  }

  private void takeBack() {
    if (holder instanceof TurnWorker worker && HOLDER.compareAndSet(this, worker, null)) {
      worker.overdue(loop);
    }
  }

  @SuppressWarnings("InterruptedExceptionSwallowed")
  private static void clearInterrupt() {
    boolean _ = Thread.interrupted();
  }

  // ---- any thread

  /** Lets the thread of the loop look whether the one who has the loop turns it. */
  void ring() {
    if (holder != null) {
      LockSupport.unpark(loop.thread());
    }
  }

  // ---- workers

  /** Turns the loop; false if nothing was found or it is no longer lent to this worker. */
  boolean turn(TurnWorker by) {
    if (!HOLDER.compareAndSet(this, by, TURNING)) {
      giveBack(by);
      return false;
    }
    boolean found = false;
    try {
      turns.setOpaque(turns.getPlain() + 1);
      found = loop.poll();
    } finally {
      holder = by;
      if (!found) {
        giveBack(by);
      }
    }
    return found;
  }

  boolean pass(TurnWorker from, TurnWorker to) {
    return HOLDER.compareAndSet(this, from, to);
  }

  void giveBack(TurnWorker by) {
    PROMISED.compareAndSet(this, by, null);
    if (HOLDER.compareAndSet(this, by, null)) {
      LockSupport.unpark(loop.thread());
    }
  }
}
