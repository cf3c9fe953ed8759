package dev.fairlead.internal;

import dev.fairlead.Body;
import dev.fairlead.Cancelled;
import dev.fairlead.NoRuntimeException;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
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
   *    |-- host cancelled, INTERRUPT -> |  SKIPPED: the function never runs
   *    |-- host cancelled, ABANDON ---> ABANDONED, from RUNNING too: nobody waits any more
   */
  private enum State {
    WAITING,
    RUNNING,
    SKIPPED,
    ABANDONED,
    ENDED
  }

  private final Task<?> host;
  private final Scope scope;
  private final Context context;
  private final Body<T, ?> body;
  private final OnCancel onCancel;
  private final Runnable afterwards;

  // Guarded by this.
  private State state = State.WAITING;
  private boolean interrupted;
  private @Nullable Thread thread;

  // Written by the worker before `ended`, read by the host after.
  private @Nullable T value;
  private @Nullable Throwable failure;
  private volatile boolean ended;
  private volatile Waiter waiter;

  /**
   * Prepares a job of the current task.
   *
   * @param afterwards runs on the worker once the function has really ended, whoever still waits
   */
  public WorkerJob(Task<?> host, Body<T, ?> body, OnCancel onCancel, Runnable afterwards) {
    this.host = host;
    this.scope = host.innermost();
    this.context = host.context;
    this.body = body;
    this.onCancel = onCancel;
    this.afterwards = afterwards;
    this.waiter = new Waiter();
  }

  // ---- host

  /** Lets a worker run the function and waits for it. */
  public <X extends Exception> T run() throws X {
    handOver();
    awaitEnd();
    return conclude();
  }

  private void handOver() {
    host.engine().outsideJobStarted();
    boolean taken = false;
    try {
      WorkerPool.of(host.engine()).execute(this);
      taken = true;
    } finally {
      if (!taken) {
        afterwards.run();
        host.engine().outsideJobEnded();
      }
    }
  }

  private void awaitEnd() {
    if (onCancel == OnCancel.WAIT) {
      host.parkShielded(waiter, this);
      return;
    }
    Cancelled inFlight = host.inFlight;
    try {
      host.park(waiter, this);
    } catch (Cancelled cancelled) {
      if (onCancel == OnCancel.ABANDON && abandon()) {
        host.engine().outsideJobEnded();
        throw cancelled;
      }
      boolean skipped = onCancel == OnCancel.INTERRUPT && interruptWorker();
      awaitEndShielded();
      if (skipped) {
        throw cancelled;
      }
      // How the function ended counts; the cancellation comes at the next checkpoint.
      host.inFlight = inFlight;
    }
  }

  private void awaitEndShielded() {
    while (!ended) {
      waiter = new Waiter();
      if (!ended) {
        host.parkShielded(waiter, this);
      }
    }
  }

  private synchronized boolean abandon() {
    if (state == State.ENDED) {
      return false;
    }
    state = State.ABANDONED;
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
    if (thrown instanceof Cancelled || endedByInterrupt(thrown)) {
      host.checkpointIfCancelled();
    }
    if (thrown != null) {
      throw Rethrow.<X>asDeclared(thrown);
    }
    return value;
  }

  private synchronized boolean endedByInterrupt(@Nullable Throwable thrown) {
    return interrupted
        && switch (thrown) {
          case InterruptedException _ -> true;
          case ClosedByInterruptException _ -> true;
          case FileLockInterruptionException _ -> true;
          case SocketTimeoutException _ -> false;
          case InterruptedIOException _ -> true;
          case null, default -> false;
        };
  }

  // ---- worker

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

  /** From here on no interrupt meant for the function can hit the thread. */
  private synchronized void bodyEnded() {
    thread = null;
  }

  private synchronized boolean begin() {
    if (state != State.WAITING) {
      return false;
    }
    state = State.RUNNING;
    thread = Thread.currentThread();
    return true;
  }

  /** Gives the token back and tells the host. */
  void finish() {
    boolean abandoned = end();
    afterwards.run();
    if (abandoned) {
      reportAbandonedFailure();
      return;
    }
    ended = true;
    waiter.wake();
    host.engine().outsideJobEnded();
  }

  /** Ends the job; returns whether nobody waits for it any more. */
  private synchronized boolean end() {
    if (state == State.RUNNING) {
      state = State.ENDED;
    }
    return state == State.ABANDONED;
  }

  private void reportAbandonedFailure() {
    Throwable thrown = failure;
    if (thrown != null && !(thrown instanceof Cancelled)) {
      host.engine().report("a function that task " + host.name() + " abandoned failed", thrown);
    }
  }

  /** The job the current worker thread runs. */
  public static WorkerJob<?> current() {
    Worker worker = Worker.currentOrNull();
    WorkerJob<?> job = worker == null ? null : worker.running();
    if (job == null) {
      throw new NoRuntimeException(
          "thread \""
              + Thread.currentThread().getName()
              + "\" is not a worker thread; this works inside ToThread.call and ToThread.run");
    }
    return job;
  }

  /** Throws if the host is cancelled. */
  public void checkCancelled() {
    if (scope.isEffectivelyCancelled()) {
      throw Access.newCancelled(scope.effectiveCause());
    }
  }

  /** Whether the host is cancelled. */
  public boolean isCancelled() {
    return scope.isEffectivelyCancelled();
  }

  Context context() {
    return context;
  }

  Task<?> host() {
    return host;
  }

  @Override
  public String describe() {
    return "a function on a worker thread";
  }

  @Override
  public boolean external() {
    return true;
  }
}
