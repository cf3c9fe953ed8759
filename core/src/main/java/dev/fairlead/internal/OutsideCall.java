package dev.fairlead.internal;

import dev.fairlead.Action;
import dev.fairlead.Body;
import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.RunFinishedException;
import dev.fairlead.TaskHandle;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A body that a task runs for a thread outside the runtime, which waits for it.
 *
 * @param <T> what the body returns
 */
public final class OutsideCall<T extends @Nullable Object> {

  private final Body<T, ?> body;
  private final EndSignal end;
  private final @Nullable Absence absence; // of a thread that the runtime waits for

  // Written by the task before the signal, read by the waiting thread after.
  private @Nullable T value;
  private @Nullable Throwable failure;

  private OutsideCall(Body<T, ?> body, @Nullable Absence absence) {
    this.body = body;
    this.absence = absence;
    this.end = new EndSignal("a call into another runtime");
  }

  /**
   * Calls a body in a task of a runtime that is started by a function, and waits for it.
   *
   * @throws CancellationException if the task was cancelled
   */
  public static <T extends @Nullable Object, X extends Exception> T call(
      Engine engine, Body<T, X> body, Function<Action<?>, TaskHandle<?>> starter) throws X {
    WorkerJob<?> job = WorkerJob.currentOrNull();
    if (job == null) {
      return new OutsideCall<T>(body, null).<X>startAndAwait(starter);
    }
    Absence absence = job.engine().equals(engine) ? job.newAbsence() : null;
    var call = new OutsideCall<T>(body, absence);
    Loan loan = job.newLoan();
    try {
      return call.<X>startAndAwait(work -> loan.lendTo(() -> starter.apply(work)));
    } finally {
      loan.end();
    }
  }

  private <X extends Exception> T startAndAwait(Function<Action<?>, TaskHandle<?>> starter)
      throws X {
    TaskHandle<?> handle = starter.apply(this::run);
    if (absence != null) {
      absence.begin();
    }
    end.await(
        () -> handle.cancel("the caller is no longer interested"),
        () -> failure instanceof Cancelled);
    return this.<X>conclude();
  }

  /** As {@link #call}, in a task of the runtime as a whole that is named after some code. */
  public static <T extends @Nullable Object, X extends Exception> T call(
      Engine engine, Object code, Body<T, X> body) throws X {
    return OutsideCall.<T, X>call(engine, body, work -> engine.outsideTasks().spawn(work, code));
  }

  private void run() {
    try {
      value = body.call();
    } catch (Throwable t) {
      failure = t;
      if (t instanceof Error error) {
        throw error; // A cancellation, or what nobody may keep for himself.
      }
    } finally {
      if (absence != null) {
        absence.end();
      }
      end.signal();
    }
  }

  @SuppressWarnings("NullAway") // A body that returned has returned a T.
  private <X extends Exception> T conclude() throws X {
    Throwable thrown = failure;
    if (thrown instanceof Cancelled cancelled) {
      throw cancellation(cancelled);
    }
    if (thrown != null) {
      throw Rethrow.<X>asDeclared(thrown);
    }
    return value;
  }

  /** What tells a thread outside that a task was cancelled. */
  public static CancellationException cancellation(Cancelled cancelled) {
    var exception = new CancellationException(String.valueOf(cancelled.getMessage()));
    exception.initCause(cancelled);
    return exception;
  }

  /** Complains if the current thread runs a task of the runtime it is about to wait for. */
  public static void ensureOutside(Engine engine) {
    Task<?> task = Task.currentOrNull();
    if (task != null && task.engine().equals(engine)) {
      throw new IllegalStateException(
          "task "
              + task.name()
              + " would wait for its own runtime; it is inside already, so call the function as it"
              + " is, or start it in a TaskGroup");
    }
  }

  /** Complains if the current thread runs a function that keeps a scope, to be waited for, open. */
  public static void ensureNotWaitedForInside(CancelScope scope) {
    WorkerJob<?> job = WorkerJob.currentOrNull();
    if (job != null && job.keepsOpen(scope)) {
      throw new IllegalStateException(
          "the "
              + job
              + " would wait for its own end: that task is waited for too; stop() is enough here,"
              + " close from outside");
    }
  }

  /** Complains if a runtime has ended. */
  public static void ensureRunning(Engine engine) {
    if (engine.hasEnded()) {
      throw new RunFinishedException(
          engine + " has ended and runs nothing any more; keep it running while others call it");
    }
  }
}
