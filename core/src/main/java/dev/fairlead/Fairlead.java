package dev.fairlead;

import dev.fairlead.internal.Engine;
import dev.fairlead.internal.Nanos;
import dev.fairlead.internal.Scope;
import dev.fairlead.internal.Task;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The way in: runs code as the first task of a new runtime, and answers what every task asks: the
 * time, to sleep, who it is.
 *
 * {@snippet file="FairleadSnippets.java" region="run"}
 *
 * <p>Any thread may call {@link #run}, and several runtimes can live side by side. A task may not:
 * it opens a {@link TaskGroup}. An interrupt of the calling thread cancels the whole run.
 */
public final class Fairlead {

  private static final WaitReason SLEEP = new TimeReason("sleep");
  private static final WaitReason SLEEP_FOREVER = new TimeReason("sleep until cancelled");

  private Fairlead() {}

  /** A wait that ends by itself. */
  private record TimeReason(String describe) implements WaitReason {
    @Override
    public boolean external() {
      return true;
    }
  }

  /**
   * Runs the body as the root task of a new runtime and waits for its end.
   *
   * @throws X what the body threw
   * @throws RunCancelledException if the run was cancelled from outside
   * @throws IllegalStateException if called inside a task
   */
  public static <X extends Exception> void run(Action<X> body) throws X {
    run(UnaryOperator.identity(), body);
  }

  /** As {@link #run(Action)}, with options. */
  public static <X extends Exception> void run(UnaryOperator<RunOptions> options, Action<X> body)
      throws X {
    Body<@Nullable Void, X> call =
        () -> {
          body.run();
          return null;
        };
    call(options, call);
  }

  /**
   * Runs the body as the root task of a new runtime, waits for its end and returns its value.
   *
   * @throws X what the body threw
   * @throws RunCancelledException if the run was cancelled from outside
   * @throws IllegalStateException if called inside a task
   */
  public static <T extends @Nullable Object, X extends Exception> T call(Body<T, X> body) throws X {
    return call(UnaryOperator.identity(), body);
  }

  /** As {@link #call(Body)}, with options. */
  public static <T extends @Nullable Object, X extends Exception> T call(
      UnaryOperator<RunOptions> options, Body<T, X> body) throws X {
    return Engine.run(options.apply(RunOptions.defaults()), body);
  }

  /** Waits for a while. A checkpoint, also for no time at all. */
  public static void sleep(Duration duration) {
    Task<?> task = Task.current();
    long now = task.engine().nanoTime();
    long due = Nanos.after(now, duration);
    if (!hasPassed(due, now, task)) {
      task.parkUntil(new Waiter(), due == Nanos.NEVER ? SLEEP_FOREVER : SLEEP, due);
    }
  }

  /** Waits until a point in time. A checkpoint, also for one that has passed. */
  public static void sleepUntil(Deadline deadline) {
    Task<?> task = Task.current();
    long due = deadline.nanos();
    if (!hasPassed(due, task.engine().nanoTime(), task)) {
      task.parkUntil(new Waiter(), due == Nanos.NEVER ? SLEEP_FOREVER : SLEEP, due);
    }
  }

  /** Passes a checkpoint, one that lets others run if there is nothing to wait for. */
  private static boolean hasPassed(long due, long now, Task<?> task) {
    task.checkpointIfCancelled();
    if (due > now) {
      return false;
    }
    task.yieldNow();
    task.checkpointIfCancelled();
    return true;
  }

  /** Waits until cancelled. */
  public static void sleepForever() {
    sleepUntil(Deadline.NEVER);
  }

  /** The present on the clock of this runtime, which every deadline refers to. */
  public static Deadline currentTime() {
    return new Deadline(Task.current().engine().nanoTime());
  }

  /**
   * The earliest deadline that would end what the task does now: {@link Deadline#NEVER} if there is
   * none, {@link Deadline#PASSED} if the task is cancelled already.
   */
  public static Deadline currentEffectiveDeadline() {
    return Task.current().innermost().effectiveDeadline();
  }

  /** The innermost scope of the current task. */
  public static CancelScope currentScope() {
    return Task.current().innermost();
  }

  /** The current task. */
  public static TaskInfo currentTask() {
    return Task.current();
  }

  /** All tasks of this runtime that have not ended, parents before children. */
  public static List<TaskInfo> runningTasks() {
    var tasks = new ArrayList<TaskInfo>();
    Task.current().engine().forEachTask(tasks::add);
    return List.copyOf(tasks);
  }

  /** Whether somebody has asked the current task to come to an end; see {@link CancelScope}. */
  public static boolean stopRequested() {
    return Task.current().innermost().stopRequested();
  }

  /** Waits until somebody asks the current task to come to an end. A checkpoint. */
  public static void awaitStopRequested() {
    Task<?> task = Task.current();
    task.engine().awaitStopRequested(task);
  }

  /**
   * Cancels the innermost scope of the current task and unwinds to its end.
   *
   * @throws Cancelled always
   */
  public static Cancelled cancelNow(String reason) {
    Task<?> task = Task.current();
    Scope scope = task.innermost();
    scope.cancel(reason);
    task.checkpointIfCancelled();
    throw new AssertionError("a cancelled scope was passed by: " + scope);
  }

  /** Waits until every other task of this runtime waits for something. For tests. A checkpoint. */
  public static void awaitAllTasksBlocked() {
    Task<?> task = Task.current();
    task.engine().awaitAllTasksBlocked(task);
  }
}
