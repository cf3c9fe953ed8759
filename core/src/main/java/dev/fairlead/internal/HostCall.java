package dev.fairlead.internal;

import dev.fairlead.Body;
import dev.fairlead.TaskHandle.Status;
import dev.fairlead.TaskInfo;
import dev.fairlead.TaskOptions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A call from a worker thread back into the task that waits for it: a task inside that one.
 *
 * @param <T> what the called body returns
 */
final class HostCall<T extends @Nullable Object> implements Task.Owner {

  private final HostCalls calls;
  private final Object code; // after which the task is named
  private final Body<T, ?> body;
  private final EndSignal end = new EndSignal("a call into the runtime");
  private @Nullable Task<T> task; // written by the thread that waits
  final Absence absence;

  HostCall(HostCalls calls, Object code, Body<T, ?> body) {
    this.calls = calls;
    this.absence = new Absence(calls);
    this.code = code;
    this.body = body;
  }

  /** Starts the task inside the region of the host. */
  void start(Scope region, Loan loan) {
    boolean started = false;
    try {
      var spec = new TaskSpec<T>((Body<T, ?>) this::run, code.getClass(), TaskOptions.defaults());
      var made = new Task<>(calls.job().engine(), spec, region, this);
      made.context = loan.lentTo(made.context);
      task = made;
      var tasks = new TaskList();
      tasks.add(made);
      region.holdTasks(tasks);
      ScopeTree.update(made.rootScope());
      made.start();
      started = true;
    } finally {
      if (!started) {
        calls.ended();
      }
    }
  }

  private T run() throws Exception {
    try {
      return body.call();
    } finally {
      absence.end();
    }
  }

  @Override
  public void ended(Task<?> ended, @Nullable Throwable failure) {
    calls.ended();
    end.signal();
  }

  /** Waits for the task, on the thread that started it. */
  <X extends Exception> T await() throws X {
    Task<T> called = Objects.requireNonNull(task);
    end.await(
        () -> called.cancel("the thread that waits for it was interrupted"),
        () -> called.status() == Status.CANCELLED);
    if (called.status() == Status.CANCELLED) {
      calls.job().checkCancelled();
      throw new CancellationException("the call was cancelled: its thread was interrupted");
    }
    Throwable failure = called.failure().orElse(null);
    if (failure != null) {
      throw Rethrow.<X>asDeclared(failure);
    }
    return called.result();
  }

  List<TaskInfo> tasks() {
    Task<T> called = task;
    return called == null ? List.of() : List.of(called);
  }
}
