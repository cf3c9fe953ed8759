package dev.fairlead.testing.internal;

import dev.fairlead.lowlevel.Strand;
import java.util.concurrent.locks.LockSupport;

/** The thread of one simulated task. It runs while it holds the baton of its scheduler. */
final class SimulatedStrand extends Ready implements Strand {

  /*
   * NEW -- start --> READY -- chosen --> RUNNING -- body returns --> ENDED
   *                    ^                  |   |
   *                    |---- yieldNow ----|   |-- park --> PARKED
   *                    |------------------ unpark ------------|
   */
  enum State {
    NEW,
    READY,
    RUNNING,
    PARKED,
    ENDED
  }

  private final Scheduler scheduler;
  private final int number;
  private final Thread thread;

  // Written by the strand's own thread, read by the watchdog.
  private volatile boolean mayBlock;
  private volatile boolean knowsOfBaton; // not while the baton is on its way to it

  // Baton only.
  State state = State.NEW;
  boolean permit;
  private boolean launched;

  SimulatedStrand(Scheduler scheduler, String name, int number, Runnable body) {
    this.scheduler = scheduler;
    this.number = number;
    this.thread =
        Thread.ofVirtual()
            .name(name)
            .unstarted(() -> {
              knowsOfBaton = true;
              try {
                body.run();
              } finally {
                scheduler.ended(this);
              }
            });
  }

  /** Whether the task blocks on purpose, so that everything stands still. */
  boolean mayBlock() {
    return mayBlock;
  }

  void setMayBlock(boolean allowed) {
    mayBlock = allowed;
  }

  /**
   * Whether the strand has seen that it has the baton. It is given it first and woken then; on a
   * busy machine much time may lie between the two, in which it is not to be taken for blocked.
   */
  boolean knowsOfBaton() {
    return knowsOfBaton;
  }

  /** Whether its thread waits, for whatever. */
  boolean isBlocked() {
    return switch (thread.getState()) {
      case BLOCKED, WAITING, TIMED_WAITING -> true;
      case NEW, RUNNABLE, TERMINATED -> false;
    };
  }

  int number() {
    return number;
  }

  @Override
  public Thread thread() {
    return thread;
  }

  @Override
  public void start() {
    scheduler.start(this);
  }

  @Override
  public void park() {
    scheduler.park(this);
  }

  @Override
  public void unpark() {
    scheduler.unpark(this);
  }

  @Override
  public void yieldNow() {
    scheduler.yieldNow(this);
  }

  @Override
  public void interleave() {
    scheduler.interleave(this);
  }

  /** Lets the thread run, which has just been given the baton. */
  void letRun() {
    if (launched) {
      LockSupport.unpark(thread);
    } else {
      launched = true;
      thread.start();
    }
  }

  /** Says, on this strand's own thread, that it is about to give the baton away. */
  void givesBatonAway() {
    knowsOfBaton = false;
  }

  /** Waits on this strand's own thread until it is given the baton. */
  void awaitBaton() {
    boolean interrupted = false;
    while (!scheduler.isHeldBy(thread)) {
      LockSupport.park(scheduler);
      if (Thread.interrupted()) {
        interrupted = true;
        scheduler.unpark(this);
      }
    }
    knowsOfBaton = true;
    if (interrupted) {
      thread.interrupt();
    }
  }

  @Override
  public String toString() {
    return "#" + number + " " + thread.getName();
  }
}
