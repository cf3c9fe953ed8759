package dev.fairlead.internal;

import dev.fairlead.Body;
import dev.fairlead.Cancelled;
import dev.fairlead.TaskInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a function on a worker thread back into the task that waits for it, one at a time.
 * While the thread waits for one, it is the runtime that has to go on, not the thread.
 */
final class HostCalls {

  private final WorkerJob<?> job;
  private final Scope region; // of the host, around the function

  // Guarded by this.
  private @Nullable HostCall<?> calling;
  private boolean atWork = true; // not in an Absence
  private boolean abandoned;

  HostCalls(WorkerJob<?> job, Scope region) {
    this.job = job;
    this.region = region;
  }

  /**
   * Runs a body in a task inside the host, named after some code, and waits for it.
   *
   * @throws Cancelled if the host is cancelled
   */
  <T extends @Nullable Object, X extends Exception> T call(Object code, Body<T, X> body) throws X {
    job.checkCancelled();
    var call = new HostCall<>(this, code, body);
    begin(call);
    Loan loan = job.newLoan();
    try {
      call.start(region, loan);
      call.absence.begin();
      return call.<X>await();
    } finally {
      loan.end();
    }
  }

  private synchronized void begin(HostCall<?> call) {
    if (abandoned) {
      throw Access.newCancelled(region, null);
    }
    calling = call;
  }

  /** Returns whether the thread was at work up to now. */
  synchronized boolean leaveWork() {
    boolean was = atWork;
    atWork = false;
    return was;
  }

  /** Returns whether the thread comes back to work that somebody waits for. */
  synchronized boolean returnToWork() {
    if (abandoned || atWork) {
      return false;
    }
    atWork = true;
    return true;
  }

  /** The task of a call has ended. */
  void ended() {
    boolean awaited;
    synchronized (this) {
      calling = null;
      awaited = abandoned;
    }
    if (awaited) {
      job.wakeHost();
    }
  }

  /** Nobody waits for the thread any more, but for a task it has called. */
  void abandon() {
    boolean wasAtWork;
    synchronized (this) {
      abandoned = true;
      wasAtWork = leaveWork();
    }
    if (wasAtWork) {
      job.engine().outsideJobEnded();
    }
  }

  /** Whether a task runs for the thread. */
  synchronized boolean isCalling() {
    return calling != null;
  }

  /** Whether the thread itself has to go on. */
  synchronized boolean isAtWork() {
    return atWork;
  }

  /** The task the thread waits for, if any. */
  List<TaskInfo> tasks() {
    HostCall<?> call = current();
    return call == null ? List.of() : call.tasks();
  }

  private synchronized @Nullable HostCall<?> current() {
    return calling;
  }

  WorkerJob<?> job() {
    return job;
  }
}
