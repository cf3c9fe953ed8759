package dev.fairlead.testing.internal;

import dev.fairlead.testing.internal.SimulatedStrand.State;
import dev.fairlead.testing.internal.TraceLog.Event;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs one task of a simulation at a time, in the order that a strategy chooses. */
final class Scheduler {

  /*
   * Everything marked "baton only" belongs to the thread that holds the baton. A task that waits,
   * yields or ends picks what comes next, on its own thread: it expires timers until a task is chosen,
   * and passes the baton on. So there is no scheduler thread, and a switch costs one unpark.
   *
   * A thread outside the simulation that takes the baton, because nothing can run and it has a note
   * for who holds it, keeps it for as long as it needs to find something that can.
   */

  /** What the scheduler tells of. */
  interface Troubles {
    /**
     * Nothing can run, nothing is due. Called with the baton.
     *
     * @return whether something became ready
     */
    boolean stuck(Scheduler scheduler);

    /** So many steps without time going on. Called with the baton. */
    void endless(Scheduler scheduler, long steps);

    /** An action that was to be done at a step threw something. Called with the baton. */
    void actionFailed(Scheduler scheduler, Throwable thrown);
  }

  private static final long NEVER = Long.MAX_VALUE;

  private final Strategy strategy;
  private final TraceLog trace;
  private final Troubles troubles;
  private final boolean fine;
  private final long stepLimit;

  // Any thread.
  private final Baton baton = new Baton();
  private volatile @Nullable Error broken;

  // Baton only.
  private final Ready.Pool ready = new Ready.Pool();
  private final Timeline time = new Timeline(ready);
  private @Nullable SimulatedStrand running;
  private boolean choosing;
  private final Set<SimulatedStrand> alive = new LinkedHashSet<>();
  private final Set<SimulatedStrand> astray = new HashSet<>();
  private int outsideJobs;
  private long steps; // read by any thread, which may see an old value
  private long stepsAtThisTime;
  private final Alarms alarms = new Alarms();

  Scheduler(Strategy strategy, TraceLog trace, Troubles troubles, boolean fine, long stepLimit) {
    this.strategy = strategy;
    this.trace = trace;
    this.troubles = troubles;
    this.fine = fine;
    this.stepLimit = stepLimit;
  }

  long now() {
    return time.now();
  }

  long steps() {
    return steps;
  }

  boolean hasOutsideJobs() {
    return outsideJobs > 0;
  }

  boolean isHeldBy(Thread thread) {
    return baton.isHeldBy(thread);
  }

  @Nullable Thread holder() {
    return baton.holder();
  }

  /** The task that holds the baton. */
  @Nullable SimulatedStrand running() {
    return running;
  }

  // ---- any thread

  /** Makes a change with the baton: now if the caller holds it, else as soon as it can be had. */
  void withBaton(Runnable change) {
    if (baton.isHeldHere()) {
      change.run();
    } else {
      baton.leaveNote(change);
      runIfIdle();
    }
  }

  void start(SimulatedStrand strand) {
    withBaton(() -> begin(strand));
  }

  private void begin(SimulatedStrand strand) {
    alive.add(strand);
    makeReady(strand);
    trace.add(Event.STARTS, strand.number(), now());
    switchMaybe();
  }

  void unpark(SimulatedStrand strand) {
    if (baton.isHeldHere()) {
      wake(strand);
      switchMaybe();
    } else {
      baton.leaveNote(() -> wake(strand));
      runIfIdle();
    }
  }

  /** Gives the baton to what the notes make ready, if nobody holds it. */
  private void runIfIdle() {
    while (baton.takeForNotes()) {
      running = null;
      passTo(next(null));
    }
  }

  // ---- the strand's own thread

  void park(SimulatedStrand strand) {
    ensureBaton(strand);
    ensureNotChoosing();
    throwIfBroken();
    if (strand.permit) {
      strand.permit = false;
    } else if (!strand.thread().isInterrupted()) {
      strand.state = State.PARKED;
      trace.add(Event.WAITS, strand.number(), now());
      switchFrom(strand, next(null));
      throwIfBroken();
    }
  }

  void yieldNow(SimulatedStrand strand) {
    ensureBaton(strand);
    ensureNotChoosing();
    throwIfBroken();
    switchPoint(strand);
  }

  private void ensureNotChoosing() {
    if (choosing) {
      throw new IllegalStateException(
          "an action given to afterSteps waits, between two steps of the simulation; let it start a"
              + " task, or wake one, that waits");
    }
  }

  private void switchPoint(SimulatedStrand strand) {
    makeReady(strand);
    switchFrom(strand, next(strand));
  }

  /** Lets another task run first, where the simulation looks for such places. */
  private void switchMaybe() {
    SimulatedStrand current = running;
    if (fine && !choosing && current != null && current.state == State.RUNNING) {
      switchPoint(current);
    }
  }

  void ended(SimulatedStrand strand) {
    ensureBaton(strand);
    strand.state = State.ENDED;
    alive.remove(strand);
    trace.add(Event.ENDS, strand.number(), now());
    passTo(next(null));
    runIfIdle();
  }

  /** Where the running task may be interrupted by another one, if the strategy says so. */
  void interleave(SimulatedStrand strand) {
    ensureBaton(strand);
    if (fine && !choosing) {
      switchPoint(strand);
    }
  }

  // ---- tasks that block outside the library

  /**
   * Takes the baton from a task that keeps it without doing anything, so that the others can go on.
   *
   * @param first what to do as long as nobody runs
   * @return whether the task still had it, and still blocks
   */
  boolean leaveBehind(SimulatedStrand strand, Runnable first) {
    if (!baton.takeFrom(strand)) {
      return false;
    }
    first.run();
    astray.add(strand);
    running = null;
    passTo(next(null));
    runIfIdle();
    return true;
  }

  /** A task that was left behind comes back into line. */
  private void ensureBaton(SimulatedStrand strand) {
    if (!baton.isHeldBy(strand.thread())) {
      strand.givesBatonAway(); // It has lost it already.
      baton.leaveNote(() -> comeBack(strand));
      runIfIdle();
      strand.awaitBaton();
    }
  }

  private void comeBack(SimulatedStrand strand) {
    if (astray.remove(strand)) { // Else it was given back what it had lost for a moment.
      makeReady(strand);
    }
  }

  private void switchFrom(SimulatedStrand strand, @Nullable SimulatedStrand next) {
    if (next != strand) {
      strand.givesBatonAway();
      passTo(next);
      runIfIdle();
      strand.awaitBaton();
    }
  }

  private void passTo(@Nullable SimulatedStrand next) {
    running = next;
    baton.passTo(next);
  }

  private void throwIfBroken() {
    Error error = broken;
    if (error != null) {
      throw error;
    }
  }

  // ---- baton only

  /** Finds the task that runs next; null when that is up to a thread outside. */
  private @Nullable SimulatedStrand next(@Nullable SimulatedStrand current) {
    choosing = true;
    SimulatedStrand chosen = null;
    while (chosen == null && prepare()) {
      ringAlarms();
      if (!ready.isEmpty()) { // An alarm may have taken away all there was.
        chosen = step(current);
      }
    }
    choosing = false;
    if (chosen != null) {
      chosen.state = State.RUNNING;
      if (chosen != current) {
        trace.add(Event.RUNS, chosen.number(), now());
      }
    }
    return chosen;
  }

  /** Lets one thing happen; null when that is no task. */
  private @Nullable SimulatedStrand step(@Nullable SimulatedStrand current) {
    Ready item = strategy.choose(ready, current != null && current.isReady() ? current : null);
    ready.remove(item);
    countStep();
    return switch (item) {
      case SimulatedTimer timer -> {
        expire(timer);
        yield null;
      }
      case SimulatedStrand strand -> strand;
    };
  }

  /** What an action throws is no failure of the task that happens to give way here. */
  @SuppressWarnings("CatchesEverything") // It ends the run.
  private void ringAlarms() {
    try {
      alarms.ring(steps);
    } catch (Throwable thrown) {
      troubles.actionFailed(this, thrown);
    }
  }

  /** Makes something ready, if that can be. The world stands still while a job runs outside. */
  private boolean prepare() {
    baton.readNotes();
    if (outsideJobs > 0 || alive.isEmpty()) {
      return false;
    }
    return !ready.isEmpty() || advance() || (astray.isEmpty() && troubles.stuck(this) && prepare());
  }

  /** Has something done after so many more steps. */
  void afterSteps(long more, Runnable action) {
    withBaton(() -> alarms.add(more > NEVER - steps ? NEVER : steps + more, action));
  }

  private void countStep() {
    steps++;
    if (++stepsAtThisTime > stepLimit) {
      stepsAtThisTime = 0;
      troubles.endless(this, stepLimit);
    }
  }

  /** Lets time jump, if anything is due. */
  private boolean advance() {
    boolean advanced = time.advance();
    if (advanced) {
      stepsAtThisTime = 0;
    }
    return advanced;
  }

  void arm(SimulatedTimer timer, long dueNanos) {
    time.arm(timer, dueNanos);
  }

  private void expire(SimulatedTimer timer) {
    trace.add(Event.EXPIRES, timer.owner(), now());
    timer.expire();
  }

  private void wake(SimulatedStrand strand) {
    switch (strand.state) {
      case PARKED -> {
        makeReady(strand);
        trace.add(Event.READY, strand.number(), now());
      }
      case ENDED -> {} // It had been woken, or interrupted, before it came to an end.
      default -> strand.permit = true;
    }
  }

  private void makeReady(SimulatedStrand strand) {
    strand.state = State.READY;
    ready.add(strand);
  }

  /** Counts a thread outside that will make something ready. */
  void outsideJobStarted() {
    withBaton(() -> outsideJobs++);
  }

  /** Ends what {@link #outsideJobStarted} began. */
  void outsideJobEnded() {
    withBaton(() -> outsideJobs--);
  }

  /** Lets the world go on although a job runs outside. */
  void forgetOutsideJobs() {
    withBaton(() -> outsideJobs = 0);
  }

  /** From now on every wait of every task throws. Returns whether that made something ready. */
  boolean breakAll(Error error) {
    broken = error;
    alive.forEach(this::wake);
    return !ready.isEmpty();
  }
}
