package dev.fairlead.internal.loop;

import dev.fairlead.BusyResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.turns.LentLoop;
import dev.fairlead.internal.turns.ReadyWatch;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** One direction of a registered channel: who waits for it, and whether the selector looks. */
final class Direction {

  /*
   * The state is one of these, or the waiter of the task that waits; then the selector looks.
   *
   *   OFF     the selector does not look
   *   ON      the selector looks
   *   SEEN    the selector looks, and has seen the channel ready once while nobody waited
   *   READY   the selector does not look, because the channel was ready and nobody waited
   *   CLOSED
   *
   * or, in the place of a task, a watch.
   *
   *   OFF ---- await ---> waiter    the selector is told to look
   *   ON ----- await ---> waiter    SEEN likewise; the usual way, at no cost
   *   READY -- await ---> OFF       no wait: the caller tries, and comes again if it must
   *   READY -- forget --> OFF       the next wait is one
   *   waiter - event ---> ON        the waiter is woken
   *   waiter - leaves --> ON        cancelled
   *   ON ----- event ---> SEEN      mostly the woken task that has not come to read yet
   *   SEEN --- event ---> READY     the selector is told not to look
   *   any ---- close ---> CLOSED    a waiter is woken
   *   OFF, ON, SEEN, READY -- watch -> a watch   as a waiter, but for cancellation
   *
   * Who waits tries, and waits again if there was nothing. A watch must not be told of what has been
   * read before it: so it takes no notice of READY, nor of selections that began before it did.
   *
   * The selector reports what is ready again and again, so an event that meets ON may be dropped:
   * if the channel is still ready when a task waits, the next selection says so.
   */
  private sealed interface State {}

  private enum Idle implements State {
    OFF,
    ON,
    SEEN,
    READY,
    CLOSED
  }

  /** One waiter for all waits of one task. */
  private static final class ReusedWaiter extends Waiter implements State {
    void useAgain() {
      rearm();
    }
  }

  /** Who is told in the place of a task. */
  private static final class Watching implements State {
    private final ReadyWatch watch;
    private long begun; // the mark of the last selection before it; written before it is the state

    Watching(ReadyWatch watch) {
      this.watch = watch;
    }
  }

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Direction.class, "state", State.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final LoopRegistration registration;
  private final int ops;

  // Any thread.
  private volatile State state = Idle.OFF;

  // The last waiter or watch. Used again by whom it belongs to; others read it only to see that it
  // is not theirs. A watch takes the place of a waiter, whose task may have ended long ago.
  private @Nullable State last;

  Direction(LoopRegistration registration, int ops) {
    this.registration = registration;
    this.ops = ops;
  }

  /** Waits until the channel is ready in this direction, or may be. */
  void await(Task<?> task, WaitReason reason) {
    ensureValid(reason);
    task.checkpoint();
    ReusedWaiter waiter = begin(task, reason);
    if (waiter == null) {
      return;
    }
    try {
      task.park(waiter, reason);
    } finally {
      leave(waiter);
    }
    if (state == Idle.CLOSED) {
      throw closed(reason);
    }
  }

  /** Waits no more. Mostly the one who woke the waiter has seen to it. */
  private void leave(ReusedWaiter waiter) {
    if (state == waiter) {
      STATE.compareAndSet(this, waiter, Idle.ON);
    }
  }

  private void ensureValid(WaitReason reason) {
    if (ops == 0) {
      throw new IllegalArgumentException(
          registration.channel() + " is never ready for this: " + reason.describe());
    }
  }

  /** Takes the place of the one who waits; null if there is nothing to wait for. */
  private @Nullable ReusedWaiter begin(Task<?> task, WaitReason reason) {
    ReusedWaiter waiter = null;
    while (true) {
      State seen = state;
      if (seen == Idle.CLOSED) {
        throw closed(reason);
      } else if (!(seen instanceof Idle)) {
        throw new BusyResourceException("waiting for the same (" + reason.describe() + ")");
      } else if (seen == Idle.READY) {
        if (STATE.compareAndSet(this, Idle.READY, Idle.OFF)) {
          return null;
        }
      } else {
        waiter = waiter == null ? waiterOf(task) : waiter;
        if (STATE.compareAndSet(this, seen, waiter)) {
          if (seen == Idle.OFF) {
            switchOn(waiter);
          }
          return waiter;
        }
      }
    }
  }

  private void switchOn(State waiter) {
    boolean done = false;
    try {
      registration.switchOn(ops);
      done = true;
    } finally {
      if (!done) {
        STATE.compareAndSet(this, waiter, Idle.OFF);
      }
    }
  }

  private ReusedWaiter waiterOf(Task<?> task) {
    if (last instanceof ReusedWaiter mine && mine.task() == task) {
      mine.useAgain();
      return mine;
    }
    var made = new ReusedWaiter();
    last = made;
    return made;
  }

  /** Has a watch told once, when the channel is ready in this direction, or may be. */
  void watch(ReadyWatch watch) {
    Watching watching = watchingFor(watch);
    watching.begun = registration.mark();
    while (true) {
      State seen = state;
      if (seen == Idle.CLOSED) {
        throw closed("watch for what can be read");
      } else if (!(seen instanceof Idle)) {
        throw new BusyResourceException("watching what a task or another watch waits for");
      } else if (STATE.compareAndSet(this, seen, watching)) {
        if (seen == Idle.OFF || seen == Idle.READY) {
          switchOn(watching);
        }
        return;
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // this very one
  private Watching watchingFor(ReadyWatch watch) {
    if (last instanceof Watching mine && mine.watch == watch) {
      return mine;
    }
    var made = new Watching(watch);
    last = made;
    return made;
  }

  /** Takes the watch back; false if there is none, or it is being told. */
  boolean unwatch() {
    return state instanceof Watching watching && STATE.compareAndSet(this, watching, Idle.ON);
  }

  /** Lets the next wait be one. What is ready then is reported once more. */
  void forgetReady() {
    if (state == Idle.READY) {
      STATE.compareAndSet(this, Idle.READY, Idle.OFF);
    }
  }

  /** Takes note that a selection has found the channel ready. Called by who selects. */
  void ready(LentLoop by, long selection) {
    while (true) {
      State seen = state;
      if (seen instanceof ReusedWaiter waiter) {
        if (STATE.compareAndSet(this, waiter, Idle.ON)) {
          waiter.wake();
          return;
        }
      } else if (seen instanceof Watching watching) {
        if (watching.begun >= selection) {
          return; // The next selection finds it again, if it still is ready.
        } else if (STATE.compareAndSet(this, watching, Idle.ON)) {
          watching.watch.ready(by);
          return;
        }
      } else if (seen == Idle.ON) {
        if (STATE.compareAndSet(this, Idle.ON, Idle.SEEN)) {
          return;
        }
      } else if (seen == Idle.SEEN) {
        if (STATE.compareAndSet(this, Idle.SEEN, Idle.READY)) {
          switchOff();
          return;
        }
      } else {
        return;
      }
    }
  }

  private void switchOff() {
    registration.switchOff(ops);
    // A task may have taken READY and begun to wait before the selector was told not to look.
    State seen = state;
    if (seen != Idle.READY && seen != Idle.OFF && seen != Idle.CLOSED) {
      registration.switchOn(ops);
    }
  }

  /** Lets nobody wait any more. */
  void close() {
    State seen = (State) STATE.getAndSet(this, Idle.CLOSED);
    if (seen instanceof ReusedWaiter waiter) {
      waiter.wake();
    } else if (seen instanceof Watching watching) {
      watching.watch.ready(LentLoop.NONE);
    }
  }

  private static ClosedResourceException closed(WaitReason reason) {
    return closed(reason.describe());
  }

  private static ClosedResourceException closed(String action) {
    return new ClosedResourceException(
        "closed by this program: " + action + "; open it again to go on");
  }
}
