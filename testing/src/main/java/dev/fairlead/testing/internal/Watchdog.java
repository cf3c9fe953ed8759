package dev.fairlead.testing.internal;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks from real time whether the simulations get on. One thread for all of them, which ends when
 * there are none.
 */
final class Watchdog implements Runnable {

  private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  // A thread that is blocked for so long has not merely lost its core for a moment.
  private static final int LOOKS_UNTIL_BLOCKED = 5;
  // A job may well compute or read for a while; the time limit of the test comes later still.
  private static final int LOOKS_UNTIL_STALLED = 50;
  private static final int IDLE_LOOKS = 20;

  private static final Map<SimulatedReactor, Look> WATCHED = new ConcurrentHashMap<>();
  private static @Nullable Thread thread; // guarded by WATCHED

  private int idle;

  /** What was seen of a simulation. Watchdog thread only. */
  private static final class Look {
    private long steps = -1;
    private @Nullable Thread holder;
    private int same;
  }

  static void watch(SimulatedReactor simulation) {
    synchronized (WATCHED) {
      WATCHED.put(simulation, new Look());
      if (thread == null) {
        thread =
            Thread.ofPlatform().daemon().name("fairlead-simulation-watchdog").start(new Watchdog());
      }
    }
  }

  static void forget(SimulatedReactor simulation) {
    WATCHED.remove(simulation);
  }

  @Override
  public void run() {
    while (!isOver()) {
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
      WATCHED.forEach(Watchdog::look);
    }
  }

  private boolean isOver() {
    synchronized (WATCHED) {
      idle = WATCHED.isEmpty() ? idle + 1 : 0;
      boolean over = idle > IDLE_LOOKS;
      if (over) {
        thread = null;
      }
      return over;
    }
  }

  private static void look(SimulatedReactor simulation, Look look) {
    Scheduler scheduler = simulation.scheduler();
    Thread holder = scheduler.holder();
    if (scheduler.steps() != look.steps || !Objects.equals(holder, look.holder)) {
      look.steps = scheduler.steps();
      look.holder = holder;
      look.same = 0;
      return;
    }
    look.same++;
    if (holder == null) {
      if (look.same == LOOKS_UNTIL_STALLED && scheduler.hasOutsideJobs()) {
        simulation.breakdown().stalledByJob(scheduler);
      }
    } else if (look.same >= LOOKS_UNTIL_BLOCKED) {
      reportIfBlocked(simulation, holder, look);
    }
  }

  private static void reportIfBlocked(SimulatedReactor simulation, Thread holder, Look look) {
    Scheduler scheduler = simulation.scheduler();
    SimulatedStrand running = scheduler.running();
    if (running != null
        && running.thread().equals(holder)
        && running.isBlocked()
        && running.knowsOfBaton()
        && !running.mayBlock()) {
      look.same = 0;
      simulation
          .breakdown()
          .blocked(scheduler, running, holder.getState().toString(), holder.getStackTrace());
    }
  }
}
