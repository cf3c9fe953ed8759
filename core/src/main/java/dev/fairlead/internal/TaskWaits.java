package dev.fairlead.internal;

import dev.fairlead.CancelCause;
import dev.fairlead.Cancelled;
import dev.fairlead.internal.Interrupts.ForeignWait;
import dev.fairlead.lowlevel.Reactor;
import dev.fairlead.lowlevel.Strand;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What a task waits for, and the cancellation that may end its waits.
 *
 * <p>A wait is decided once, by whoever comes first: the one who wakes it, a cancellation, or the
 * limit of its time. The task says that it waits before it looks whether it is cancelled; who
 * cancels sets the flag before it looks for a wait. So at least one of the two sees the other.
 *
 * @param <T> what the task returns
 */
public abstract sealed class TaskWaits<T extends @Nullable Object> extends Outcome<T>
    implements Runnable permits Task {

  private static final Access.Waiters WAITERS = Access.waiters();
  private static final VarHandle INNERMOST;
  private static final VarHandle WAITING;
  private static final VarHandle REASON;
  private static final VarHandle SINCE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      INNERMOST = lookup.findVarHandle(TaskWaits.class, "innermost", Scope.class);
      WAITING = lookup.findVarHandle(TaskWaits.class, "waiting", Waiter.class);
      REASON = lookup.findVarHandle(TaskWaits.class, "waitReason", WaitReason.class);
      SINCE = lookup.findVarHandle(TaskWaits.class, "waitingSince", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // Set before the thread starts.
  private final Engine engine;
  private final Scope rootScope = Scope.plain();
  private final Strand strand;

  // Written by the task, read by any thread. Only that it begins to wait must be seen before it
  // goes on, so that is the one volatile write.
  @SuppressWarnings("NullAway.Init") // By the root scope, as the task is made.
  private volatile Scope innermost;

  private volatile @Nullable Waiter waiting;
  private volatile @Nullable WaitReason waitReason;
  private volatile long waitingSince;
  private volatile @Nullable TaskTimer timer;

  // Task only.
  private @Nullable ForeignWait foreignWait;
  @Nullable Cancelled inFlight;
  private int budget;

  TaskWaits(Engine engine, String threadName, Object work) {
    super(work);
    this.engine = engine;
    this.budget = engine.reactor().yieldBudget();
    this.strand = engine.reactor().newStrand(threadName, this);
  }

  // ---- waiting; task only

  /** Throws if a scope around the task is cancelled; lets others run once in a while. */
  public void checkpoint() {
    checkpointIfCancelled();
    if (--budget < 0) {
      budget = engine.reactor().yieldBudget();
      strand.yieldAfterLong();
    }
  }

  /** Throws if a scope around the task is cancelled. */
  public void checkpointIfCancelled() {
    if (Thread.currentThread().isInterrupted()) {
      interrupted();
    }
    Scope scope = innermost;
    if (!scope.isClear()) {
      throwIfCancelled(scope);
    }
  }

  private void throwIfCancelled(Scope scope) {
    if (scope.letsPass(task())) {
      return;
    }
    scope.join(task());
    if (scope.isCancelledInside()) {
      throw newCancelled(null);
    }
  }

  /** Lets others run. */
  public void yieldNow() {
    budget = engine.reactor().yieldBudget();
    strand.yieldNow();
  }

  /** Lets others run, also those that are woken meanwhile. */
  public void yieldAfterLong() {
    budget = engine.reactor().yieldBudget();
    strand.yieldAfterLong();
  }

  /**
   * Waits until the waiter is woken.
   *
   * @throws Cancelled if a cancellation came first
   */
  public void park(Waiter waiter, WaitReason reason) {
    parkUntil(waiter, reason, Nanos.NEVER);
  }

  /** Waits until the waiter is woken, whatever is cancelled meanwhile. */
  public void parkShielded(Waiter waiter, WaitReason reason) {
    WAITERS.shield(waiter);
    parkUntil(waiter, reason, Nanos.NEVER);
  }

  /** As {@link #park}, until a reading of the clock at most; returns whether it was woken. */
  public boolean parkUntil(Waiter waiter, WaitReason reason, long nanos) {
    Interleaving.point();
    // All in one method: each one below a park is a frame on the stack of every waiting task.
    boolean told = false;
    try {
      told = beginWait(waiter, reason, nanos);
      while (!waiter.isDone()) {
        strand.park();
        if (Thread.currentThread().isInterrupted()) {
          interrupted();
        }
      }
    } finally {
      endWait(nanos, told);
    }
    if (WAITERS.isCancelled(waiter)) {
      unwindFrom(waiter, reason);
    }
    return waiter.isWoken();
  }

  private void unwindFrom(Waiter waiter, WaitReason reason) {
    if (WAITERS.isReused(waiter) && !innermost.isCancelledInside()) {
      return; // Hit by a cancellation that was meant for the wait before: ends for no reason.
    }
    throw newCancelled(reason);
  }

  /**
   * Says what the task waits for. Only the last of the writes must be seen before the task looks
   * whether it is cancelled or woken; each full fence costs as much as all the rest. Returns
   * whether somebody was told of the wait, who is to hear of its end.
   */
  boolean beginWait(Waiter waiter, WaitReason reason, long nanos) {
    task().tellOfWait(); // Before it is seen to wait: who hears of it may wake another task.
    innermost.join(task());
    WAITERS.begin(waiter);
    SINCE.setRelease(this, recentNanoTime());
    REASON.setRelease(this, reason);
    boolean told = engine.observation().waiting(task(), waiter, reason);
    waiting = waiter;
    if (nanos != Nanos.NEVER) {
      timer().limit(nanos);
    }
    if (innermost.isCancelledInside()) {
      WAITERS.cancel(waiter); // Which does nothing to a shielded one.
    }
    if (!waiter.isDone()) {
      engine.observation().parking();
    }
    return told;
  }

  private void endWait(long nanos, boolean told) {
    if (told) {
      engine.observation().goingOn(task());
    }
    if (nanos != Nanos.NEVER) {
      timer().unlimit();
    }
    // Whoever still sees the wait finds it decided.
    WAITING.setRelease(this, null);
    REASON.setRelease(this, null);
    budget = engine.reactor().yieldBudgetAfterWait(budget);
    ForeignWait around = foreignWait;
    if (around != null) {
      resumeForeignWait(around);
    }
  }

  // ---- waiting in code that knows nothing of tasks; task only

  /**
   * From here on a cancellation decides the waiter, which knows what to do.
   *
   * @return the one around it that has to wait meanwhile
   */
  @Nullable ForeignWait beginForeignWait(ForeignWait waiter) {
    ForeignWait around = foreignWait;
    if (around != null) {
      around.suspendInterrupts(); // Who has seen it just now may still be about to end it.
    }
    foreignWait = waiter;
    waiter.told = beginWait(waiter, Interrupts.REASON, Nanos.NEVER);
    return around;
  }

  /** Goes on with the foreign wait around the one that has just ended. */
  void resumeForeignWait(ForeignWait waiter) {
    foreignWait = waiter;
    REASON.setRelease(this, Interrupts.REASON);
    waiting = waiter;
    waiter.resumeInterrupts();
    if (waiter.isToEnd()) {
      WAITERS.cancel(waiter);
    }
  }

  boolean isInForeignWait() {
    return foreignWait != null;
  }

  /** Ends what {@link #beginForeignWait} began. */
  void endForeignWait(ForeignWait waiter) {
    foreignWait = null;
    endWait(Nanos.NEVER, waiter.told);
  }

  /**
   * An interrupt from outside cancels the whole task. One by which a cancellation is to end foreign
   * code stays with that code.
   */
  private void interrupted() {
    ForeignWait foreign = foreignWait;
    if (foreign != null) {
      foreign.keepInterrupt();
    }
    if (Thread.interrupted()) {
      interruptedFromOutside();
    }
  }

  /** Cancels the whole task. */
  void interruptedFromOutside() {
    rootScope.cancel(new CancelCause.Interrupted(Thread.currentThread().getName()));
  }

  private Cancelled newCancelled(@Nullable WaitReason wait) {
    Cancelled cancelled = Access.newCancelled(innermost, wait);
    inFlight = cancelled;
    return cancelled;
  }

  // ---- any thread

  /**
   * Lets a park return. Called by the waiter once it is decided.
   *
   * <p>A task that has not begun to wait, or has seen already that it is over, need not be
   * unparked: it says that it waits before it looks whether the wait is decided, and who calls this
   * has decided it before. So at least one of the two sees the other. It says so in the waiter
   * first: as long as the task runs on another processor, to look at what it writes there all the
   * time takes as long as a part of a hand-over.
   */
  @SuppressWarnings("ReferenceEquality") // this very wait
  public void unpark(Waiter decided) {
    if (!WAITERS.hasBegun(decided)) {
      return;
    }
    engine.observation().unparking();
    if (waiting == decided) {
      strand.unpark();
    }
  }

  /** Ends what the task waits for, if its innermost scope is cancelled. */
  void deliverCancellation() {
    Waiter waiter = waiting;
    if (waiter != null && isToEnd(waiter)) {
      WAITERS.cancel(waiter);
    }
  }

  private boolean isToEnd(Waiter waiter) {
    return waiter instanceof ForeignWait foreign
        ? foreign.isToEnd()
        : innermost.isCancelledInside();
  }

  /** Whether the task's timer expires at the reading or before. */
  boolean isArmedFor(long nanos) {
    TaskTimer made = timer;
    return nanos == Nanos.NEVER || (made != null && made.isArmedFor(nanos));
  }

  /** Makes sure that the task's timer expires at the reading or before. */
  void armFor(long nanos) {
    if (nanos != Nanos.NEVER) {
      timer().armFor(nanos);
    }
  }

  private TaskTimer timer() {
    TaskTimer made = timer;
    return made != null ? made : makeTimer();
  }

  private synchronized TaskTimer makeTimer() {
    TaskTimer made = timer;
    if (made == null) {
      made = new TaskTimer(task());
      timer = made;
    }
    return made;
  }

  /** Ends the timer; the task will need it no more. */
  void stopTimer() {
    TaskTimer used = timer;
    if (used != null) {
      used.stop();
    }
  }

  /** What the task waits for, or has just waited for. */
  public @Nullable Waiter waiting() {
    return waiting;
  }

  /** Whether the task waits and nothing has ended its wait. */
  public boolean isBlocked() {
    Waiter waiter = waiting;
    return waiter != null && !waiter.isDone();
  }

  public @Nullable WaitReason waitReason() {
    return waitReason;
  }

  /** The clock of the task's runtime, cheaply; see {@link Reactor#recentNanoTime}. Task only. */
  public long recentNanoTime() {
    return engine.reactor().recentNanoTime(strand);
  }

  /** The reading of the clock at which the present wait began. */
  public long waitingSinceNanos() {
    return waitingSince;
  }

  /** The reading of the clock at which the present wait ends by itself. */
  public long waitLimitNanos() {
    TaskTimer made = timer;
    return made == null ? Nanos.NEVER : made.limitNanos();
  }

  // ---- where the task is

  public Engine engine() {
    return engine;
  }

  public Scope rootScope() {
    return rootScope;
  }

  /** The scope the next checkpoint looks at. */
  public Scope innermost() {
    return innermost;
  }

  /**
   * Moves into a scope, or out to the one around it. A release suffices: who cancels looks for it
   * only after it has seen a wait, which is begun by a volatile write.
   */
  void innermost(Scope scope) {
    INNERMOST.setRelease(this, scope);
  }

  public Strand strand() {
    return strand;
  }
}
