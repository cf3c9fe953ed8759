package dev.fairlead.tls;

import dev.fairlead.Action;
import dev.fairlead.BusyResourceException;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.WaitQueue;
import dev.fairlead.lowlevel.WaitReason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The right to use one direction of a transport: one task has it, others wait until it gives it
 * back.
 *
 * <p>A stream has two for all its life, and hardly ever does anybody wait for one. So what waiting
 * takes is made by the first who has to.
 */
final class Turn {

  private static final VarHandle TAKER;
  private static final VarHandle BUSY;
  private static final VarHandle WAITING;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      TAKER = lookup.findVarHandle(Turn.class, "taker", Thread.class);
      BUSY = lookup.findVarHandle(Turn.class, "busy", boolean.class);
      WAITING = lookup.findVarHandle(Turn.class, "waiting", WaitQueue.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final String action;

  // Any task.
  private volatile @Nullable Thread taker;

  @SuppressWarnings("UnusedVariable") // Only through BUSY.
  private volatile boolean busy;

  private volatile @Nullable WaitQueue waiting;

  /**
   * Makes a turn that nobody has.
   *
   * @param action what it is the right to do, as in {@code "sending to the stream"}
   */
  Turn(String action) {
    this.action = action;
  }

  /**
   * Takes the turn for what only one task at a time may do, and refuses a second one instead of
   * letting it wait; {@link #end} has to follow. A checkpoint.
   *
   * @throws BusyResourceException if another task is doing it, or waits for its turn to do it
   */
  void begin() {
    if (!BUSY.compareAndSet(this, false, true)) {
      throw new BusyResourceException(action);
    }
    boolean taken = false;
    try {
      take();
      taken = true;
    } finally {
      if (!taken) {
        busy = false;
      }
    }
  }

  /** Ends what {@link #begin} began. */
  void end() {
    give();
    busy = false;
  }

  /** Takes the turn, and waits for it if necessary; {@link #give} has to follow. A checkpoint. */
  void take() {
    Checkpoints.checkpoint();
    if (isOthers()) {
      queue().awaitWhile(this::isOthers, reason());
    }
  }

  /** Takes the turn if nobody has it. */
  boolean tryTake() {
    return TAKER.compareAndSet(this, null, Thread.currentThread());
  }

  /** Whether another task has the turn; if nobody has, it is this task's from now on. */
  private boolean isOthers() {
    Thread me = Thread.currentThread();
    return !me.equals(taker) && !TAKER.compareAndSet(this, null, me);
  }

  private WaitReason reason() {
    return () -> "its turn; another task is " + action;
  }

  private WaitQueue queue() {
    WaitQueue present = waiting;
    if (present != null) {
      return present;
    }
    var made = new WaitQueue();
    var first = (@Nullable WaitQueue) WAITING.compareAndExchange(this, null, made);
    return first == null ? made : first;
  }

  /**
   * Gives the turn back. Who waits makes the queue, or stands in it, before it looks whether the
   * turn is free; so at least one of the two sees the other.
   */
  void give() {
    taker = null;
    Checkpoints.interleave();
    WaitQueue queue = waiting;
    if (queue != null) {
      queue.wakeOne();
    }
  }

  /** Runs the body in this task's turn. A checkpoint. */
  <X extends Exception> void run(Action<X> body) throws X {
    take();
    try {
      body.run();
    } finally {
      give();
    }
  }
}
