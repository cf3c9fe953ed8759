package dev.fairlead.internal;

import dev.fairlead.Body;
import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.NoRuntimeException;
import dev.fairlead.TaskInfo;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import dev.fairlead.sync.CapacityLimiter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that runs on a worker thread while its host task waits.
 *
 * @param <T> what the function returns
 */
public final class WorkerJob<T extends @Nullable Object> implements WaitReason {

  /** What a cancellation of the host does to a running function. */
  public enum OnCancel {
    /** Nothing: the host waits for its end. */
    WAIT,
    /** Interrupts it; the host waits for its end. */
    INTERRUPT,
    /** Leaves it alone; the host goes on without it. */
    ABANDON
  }

  /*
   * WAITING -- taken by a worker --> RUNNING -- function ends --> ENDED
   *    |                                |
   *    |-- host cancelled, INTERRUPT ---)-> SKIPPED    the function never runs
   *    |-- host cancelled, ABANDON -----+-> ABANDONED  nobody waits any more
   */
  private enum State {
    WAITING,
    RUNNING,
    SKIPPED,
    ABANDONED,
    ENDED
  }

  private final Task<?> host;
  private final Engine engine;
  private final Context context;
  private final Body<T, ?> body;
  private final OnCancel onCancel;
  private final CapacityLimiter limiter;
  private final Scope region = Scope.plain();
  private final HostCalls calls = new HostCalls(this, region);
  private Runnable giveBack = () -> {}; // set before the worker has the job

  // Guarded by this.
  private State state = State.WAITING;
  private boolean interrupted;
  private @Nullable Thread thread;

  // Written by the worker before `ended`, read by the host after.
  private @Nullable T value;
  private @Nullable Throwable failure;
  private volatile boolean ended;
  private volatile @Nullable Waiter waiter;

  /** Prepares a job of the current task. */
  public WorkerJob(Task<?> host, Body<T, ?> body, OnCancel onCancel, CapacityLimiter limiter) {
    this.host = host;
    this.engine = host.engine();
    this.context = host.context;
    this.body = body;
    this.onCancel = onCancel;
    this.limiter = limiter;
  }

  // ---- host

  /** Takes a token, lets a worker run the function and waits for it. */
  public <X extends Exception> T run() throws X {
    host.checkpoint();
    giveBack = Loan.acquire(limiter, this);
    region.enter(host);
    boolean normal = false;
    try {
      handOver();
      awaitEnd();
      normal = true;
    } finally {
      region.leave(host, normal);
    }
    return conclude();
  }

  private void handOver() {
    engine.outsideJobStarted();
    boolean taken = false;
    try {
      WorkerPool.of(engine).execute(this);
      taken = true;
    } finally {
      if (!taken) {
        giveBack.run();
        engine.outsideJobEnded();
      }
    }
  }

  private void awaitEnd() {
    if (onCancel == OnCancel.WAIT) {
      awaitShielded();
      return;
    }
    try {
      while (!ended) {
        Waiter waiting = register();
        if (!ended) {
          host.park(waiting, this);
        }
      }
    } catch (Cancelled cancelled) {
      if (onCancel == OnCancel.ABANDON ? abandon() : interruptWorker()) {
        awaitShielded();
        throw cancelled;
      }
      awaitShielded();
      // How the function ended counts; the cancellation comes at the next checkpoint.
      host.inFlight = region.inFlightOnEntry();
    }
  }

  /** Waits for the function, or for what is left to wait for when it was abandoned. */
  private void awaitShielded() {
    while (isBusy()) {
      Waiter waiting = register();
      if (isBusy()) {
        host.parkShielded(waiting, this);
      }
    }
  }

  private boolean isBusy() {
    return isAbandoned() ? calls.isCalling() : !ended;
  }

  private Waiter register() {
    var made = new Waiter();
    waiter = made;
    return made;
  }

  /** Gives the function up; returns false if it has ended already. */
  private boolean abandon() {
    synchronized (this) {
      if (state == State.ENDED) {
        return false;
      }
      state = State.ABANDONED;
    }
    calls.abandon();
    return true;
  }

  /** Interrupts the function if it runs; returns whether it never will. */
  private synchronized boolean interruptWorker() {
    if (state == State.WAITING) {
      state = State.SKIPPED;
    } else if (thread != null) {
      interrupted = true;
      thread.interrupt();
    }
    return state == State.SKIPPED;
  }

  @SuppressWarnings("NullAway") // A function that returned has returned a T.
  private <X extends Exception> T conclude() throws X {
    Throwable thrown = failure;
    if (thrown instanceof Cancelled || (interrupted() && Interrupts.areCauseOf(thrown))) {
      host.checkpointIfCancelled();
    }
    if (thrown != null) {
      throw Rethrow.<X>asDeclared(thrown);
    }
    return value;
  }

  private synchronized boolean interrupted() {
    return interrupted;
  }

  // ---- worker

  /** The job the current worker thread runs. */
  public static WorkerJob<?> current() {
    WorkerJob<?> job = currentOrNull();
    if (job == null) {
      throw new NoRuntimeException(
          "thread \""
              + Thread.currentThread().getName()
              + "\" is not a worker thread; this works inside ToThread.call and ToThread.run");
    }
    return job;
  }

  /** The job the current thread runs; null if it is not a worker thread. */
  public static @Nullable WorkerJob<?> currentOrNull() {
    Worker worker = Worker.currentOrNull();
    return worker == null ? null : worker.running();
  }

  /** Runs the function on the current thread. */
  void runBody() {
    if (!begin()) {
      return;
    }
    try {
      value = body.call();
    } catch (Throwable t) {
      failure = t;
    }
    bodyEnded();
  }

  private synchronized boolean begin() {
    if (state != State.WAITING) {
      return false;
    }
    state = State.RUNNING;
    thread = Thread.currentThread();
    return true;
  }

  /** From here on no interrupt meant for the function can hit the thread. */
  private synchronized void bodyEnded() {
    thread = null;
  }

  /** Gives the token back and tells the host. */
  void finish() {
    boolean abandoned = end();
    giveTokenBack();
    if (abandoned) {
      reportAbandonedFailure();
      return;
    }
    ended = true;
    wakeHost();
    engine.outsideJobEnded();
  }

  /** The host must hear of the end all the same if somebody else has given the token back. */
  private void giveTokenBack() {
    try {
      giveBack.run();
    } catch (IllegalStateException e) {
      engine.report("the token of a " + this + " was given back before it had ended", e);
    }
  }

  /** Ends the job; returns whether nobody waits for it any more. */
  private synchronized boolean end() {
    if (state == State.RUNNING) {
      state = State.ENDED;
    }
    return state == State.ABANDONED;
  }

  void wakeHost() {
    Waiter waiting = waiter;
    if (waiting != null) {
      waiting.wake();
    }
  }

  private void reportAbandonedFailure() {
    Throwable thrown = failure;
    if (thrown != null && !(thrown instanceof Cancelled)) {
      engine.report("a function that task " + host.name() + " abandoned failed", thrown);
    }
  }

  /** Throws if the host is cancelled. */
  public void checkCancelled() {
    if (region.isEffectivelyCancelled()) {
      throw Access.newCancelled(region, null);
    }
  }

  /** Whether the host is cancelled. */
  public boolean isCancelled() {
    return region.isEffectivelyCancelled();
  }

  /**
   * Runs a body in a task inside the host, named after some code, and waits for it.
   *
   * @throws Cancelled if the host is cancelled
   */
  public <R extends @Nullable Object, X extends Exception> R callHost(
      Object code, Body<R, X> called) throws X {
    return calls.<R, X>call(code, called);
  }

  /** The time for which its thread will wait for a task of its own runtime. */
  Absence newAbsence() {
    return new Absence(calls);
  }

  /** Lends the token of the job to tasks that its thread waits for. */
  Loan newLoan() {
    return new Loan(limiter);
  }

  /** Whether a scope cannot end before the function has: the host waits for it inside. */
  boolean keepsOpen(CancelScope scope) {
    if (isAbandoned()) {
      return false;
    }
    Scope around = region;
    while (around != null && around != scope) {
      around = around.parent();
    }
    return around != null;
  }

  private synchronized boolean isAbandoned() {
    return state == State.ABANDONED;
  }

  Engine engine() {
    return engine;
  }

  /** The task that waits for the function. */
  public TaskInfo host() {
    return host;
  }

  Context context() {
    return context;
  }

  @Override
  public String describe() {
    return "a function on a worker thread";
  }

  /** While the thread waits for a call, it is the runtime that has to go on. */
  @Override
  public boolean external() {
    return calls.isAtWork();
  }

  @Override
  public List<TaskInfo> awaitedTasks() {
    return calls.tasks();
  }

  @Override
  public String toString() {
    return "function of task " + host.name() + " on a worker thread";
  }
}
