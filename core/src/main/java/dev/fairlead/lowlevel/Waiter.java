package dev.fairlead.lowlevel;

import dev.fairlead.TaskInfo;
import dev.fairlead.internal.Access;
import dev.fairlead.internal.Task;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One wait of one task: a cell that is completed once, by a wake-up or by a cancellation, whichever
 * comes first.
 *
 * {@snippet file="ParkingSnippets.java" region="latch"}
 *
 * <p>The task that wants to wait makes a waiter, puts it where the waking side finds it, looks
 * again whether it still has to wait, and calls {@link Parking#park}. A queue's node can extend
 * this class to carry what is handed over.
 */
public class Waiter {

  /*
   * WAITING  -- wake() -----> WOKEN      the wake-up won: deliver what came with it
   * WAITING  -- cancelled --> CANCELLED  the cancellation won: take back what was registered
   * WAITING  -- expired ----> EXPIRED    the time limit of this one wait has passed
   * SHIELDED -- wake() -----> WOKEN      a wait that no cancellation ends
   *
   * WAITING becomes SHIELDED before the wait begins, never after.
   */
  private static final int WAITING = 0;
  private static final int SHIELDED = 1;
  private static final int WOKEN = 2;
  private static final int CANCELLED = 3;
  private static final int EXPIRED = 4;

  private static final VarHandle STATE;
  private static final VarHandle BEGUN;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STATE = lookup.findVarHandle(Waiter.class, "state", int.class);
      BEGUN = lookup.findVarHandle(Waiter.class, "begun", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
    Access.install(
        new Access.Waiters() {
          @Override
          public boolean cancel(Waiter waiter) {
            return waiter.decide(CANCELLED);
          }

          @Override
          public boolean expire(Waiter waiter) {
            return waiter.decide(EXPIRED);
          }

          @Override
          public void shield(Waiter waiter) {
            STATE.compareAndSet(waiter, WAITING, SHIELDED);
          }

          @Override
          public void begin(Waiter waiter) {
            BEGUN.setRelease(waiter, true);
          }

          @Override
          public boolean hasBegun(Waiter waiter) {
            return waiter.begun;
          }

          @Override
          public boolean isCancelled(Waiter waiter) {
            return waiter.state == CANCELLED;
          }

          @Override
          public boolean isReused(Waiter waiter) {
            return waiter.reused;
          }
        });
  }

  // The waiting task before it registers the waiter; a reused waiter may serve one task after
  // another.
  private Task<?> task;
  private boolean reused;

  // Beside the state, which whoever decides the wait has just written: the task itself is better
  // left alone as long as it runs.
  private volatile boolean begun; // by the task
  private volatile int state;

  /**
   * Makes a waiter for the current task.
   *
   * @throws dev.fairlead.NoRuntimeException if the thread runs no task
   */
  public Waiter() {
    this.task = Task.current();
  }

  /**
   * Ends the wait, unless it is decided already. Any thread may call it.
   *
   * @return whether this call decided it; if not, what was to be handed over is still the caller's
   */
  public final boolean wake() {
    return claim() && unparkTask();
  }

  /**
   * Decides as {@link #wake} does, and leaves it to {@link #resume} to let the task run. For a
   * section under a lock: decide inside, resume after it.
   *
   * @return whether this call decided it; if so, {@link #resume} must follow
   */
  public final boolean claim() {
    // Again, for a waiter that becomes shielded between the two steps.
    int seen = state;
    while (seen <= SHIELDED) {
      if (STATE.compareAndSet(this, seen, WOKEN)) {
        return true;
      }
      seen = state;
    }
    return false;
  }

  /** Lets the task run on, after {@link #claim}. */
  public final void resume() {
    unpark();
  }

  /**
   * Lets the task see that its wait is decided. To be changed for waits in code that does not park
   * by {@link Parking}.
   */
  protected void unpark() {
    task.unpark(this);
  }

  /** The task that waits. */
  public final TaskInfo task() {
    return task;
  }

  /** Whether a wake-up has decided the wait. */
  public final boolean isWoken() {
    return state == WOKEN;
  }

  /** Whether the wait is decided, one way or another. */
  public final boolean isDone() {
    return state > SHIELDED;
  }

  /**
   * Makes this waiter ready for one more wait, by the current task. For waits that may end for no
   * reason only: a wake-up meant for the wait before can still come and ends this one.
   */
  protected final void rearm() {
    task = Task.current();
    reused = true;
    state = WAITING;
  }

  private boolean decide(int outcome) {
    return STATE.compareAndSet(this, WAITING, outcome) && unparkTask();
  }

  private boolean unparkTask() {
    unpark();
    return true;
  }

  @Override
  public String toString() {
    return "wait of "
        + task.name()
        + switch (state) {
          case WAITING -> ", undecided";
          case SHIELDED -> ", undecided and shielded";
          case WOKEN -> ", woken";
          case CANCELLED -> ", cancelled";
          default -> ", expired";
        };
  }
}
