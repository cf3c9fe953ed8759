package dev.fairlead.internal.turns;

import dev.fairlead.TaskGroup;
import dev.fairlead.internal.SpinLock;
import dev.fairlead.lowlevel.Turns.Seat;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The seats whose turn it is, and the workers that take the turns. */
public final class TurnQueue {

  /*
   * As long as turns are short one worker takes all of them, one after the other, and nobody is
   * woken in between. A worker is
   *
   *   idle    it waits until there is a turn
   *   active  it takes turns, and looks for the next one soon
   *   away    in the middle of a turn it waits for something, or computes for long
   *
   *   idle --- a seat is ready, nobody is active ---> active
   *   active - no seat is ready --------------------> idle, or it ends if there are enough
   *   active - waits, or has the loop for too long -> away, and the next one becomes active
   *   away --- the turn is over --------------------> active
   *
   * Whoever takes a turn sees to it that another worker is idle, or on its way: who goes away has
   * nobody to start. A worker that arrives looks for turns before it is idle.
   */

  /** Where a worker is. */
  enum State {
    IDLE,
    ACTIVE,
    AWAY
  }

  private static final int MAX_IDLE = 4;

  private final TaskGroup group;
  private final String name;
  private final SpinLock lock = new SpinLock();

  // Guarded by the lock.
  private final ArrayDeque<Seat> ready = new ArrayDeque<>();
  private final ArrayDeque<TurnWorker> idle = new ArrayDeque<>(); // who came last goes first
  private @Nullable TurnWorker newest; // the one that became active last
  private int active;
  private int coming; // started and not yet here
  private boolean ended;

  /** Starts the first worker. */
  public TurnQueue(TaskGroup group, String name) {
    this.group = group;
    this.name = name;
    this.coming = 1;
    startWorker();
  }

  private void startWorker() {
    group.startSoon(o -> o.withName(name), () -> new TurnWorker(this).work());
  }

  // ---- any thread

  /** Queues a seat whose turn it is; nothing happens after the end. */
  public void offer(Seat seat, LentLoop by) {
    TurnWorker woken = null;
    lock.lock();
    try {
      if (ended) {
        return;
      }
      ready.addLast(seat);
      if (active == 0) {
        woken = activate(by);
      } else if (newest != null && newest.state == State.ACTIVE) {
        lend(by, newest);
      }
    } finally {
      lock.unlock();
    }
    wake(woken);
  }

  /** Lets workers end as soon as their turns are over. What is queued is dropped. */
  public void end() {
    List<TurnWorker> waiting;
    lock.lock();
    try {
      ended = true;
      ready.clear();
      waiting = List.copyOf(idle);
      waiting.forEach(this::setActive);
    } finally {
      lock.unlock();
    }
    waiting.forEach(TurnWorker::wake);
  }

  /**
   * Called by a loop that was lent to a worker, and has taken itself back. By now the worker may be
   * idle, or have another loop.
   */
  public void overdue(TurnWorker worker, LentLoop by) {
    goAway(worker, by);
  }

  @SuppressWarnings("ReferenceEquality") // this very loop
  private void goAway(TurnWorker worker, LentLoop by) {
    TurnWorker next = null;
    LentLoop held = LentLoop.NONE;
    lock.lock();
    try {
      LentLoop has = worker.loop; // Looked at once: it gives it back without the lock.
      if (worker.state == State.ACTIVE && (by == LentLoop.NONE || by == has)) {
        held = has == null ? LentLoop.NONE : has;
        move(worker, State.AWAY);
        next = activateForRest(by);
      }
      if (next != null && held.pass(worker, next)) {
        next.loop = held;
      }
    } finally {
      lock.unlock();
    }
    held.giveBack(worker); // Unless it was passed on.
    wake(next);
  }

  private static void wake(@Nullable TurnWorker worker) {
    if (worker != null) {
      worker.wake();
    }
  }

  // ---- workers

  /** A worker has started. */
  void arrive(TurnWorker worker) {
    lock.lock();
    try {
      coming--;
      setActive(worker);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next turn. If there is none, the worker is idle from now on, unless it is to turn a loop.
   */
  @Nullable Seat next(TurnWorker worker) {
    Seat next;
    boolean starts;
    lock.lock();
    try {
      setActive(worker);
      next = ready.pollFirst();
      starts = next != null && idle.isEmpty() && coming == 0;
      if (starts) {
        coming++;
      } else if (next == null && worker.loop == null) {
        setIdle(worker);
      }
    } finally {
      lock.unlock();
    }
    if (starts) {
      startWorker();
    }
    return next;
  }

  /** A worker waits in the middle of a turn. */
  void away(TurnWorker worker) {
    goAway(worker, LentLoop.NONE);
  }

  /** A worker has ended. If it was idle it must not be, or it would be woken for a turn. */
  void leave(TurnWorker worker) {
    lock.lock();
    try {
      setActive(worker);
    } finally {
      lock.unlock();
    }
    goAway(worker, LentLoop.NONE);
  }

  // ---- under the lock

  /** As {@link #activate}, if there are turns and nobody takes them. */
  private @Nullable TurnWorker activateForRest(LentLoop by) {
    return active == 0 && !ready.isEmpty() ? activate(by) : null;
  }

  /** Makes an idle worker active; returns it if it is to be woken. */
  private @Nullable TurnWorker activate(LentLoop by) {
    TurnWorker next = idle.peekFirst();
    if (next == null) {
      return null;
    }
    setActive(next);
    return lend(by, next) ? null : next;
  }

  private static boolean lend(LentLoop loop, TurnWorker worker) {
    boolean lent = worker.loop == null && loop.lend(worker);
    if (lent) {
      worker.loop = loop;
    }
    return lent;
  }

  private void setActive(TurnWorker worker) {
    if (worker.state == State.IDLE) {
      idle.remove(worker);
    }
    if (worker.state != State.ACTIVE) {
      worker.state = State.ACTIVE;
      active++;
      newest = worker;
    }
  }

  private void setIdle(TurnWorker worker) {
    boolean enough = ended || idle.size() == MAX_IDLE;
    move(worker, enough ? State.AWAY : State.IDLE);
    worker.isToEnd = enough;
    if (!enough) {
      worker.prepareToWait();
      idle.addFirst(worker);
    }
  }

  private void move(TurnWorker worker, State next) {
    if (worker.state == State.IDLE) {
      idle.remove(worker);
    } else if (worker.state == State.ACTIVE) {
      active--;
    }
    worker.state = next;
    worker.loop = null;
  }
}
