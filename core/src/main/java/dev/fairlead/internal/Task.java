package dev.fairlead.internal;

import dev.fairlead.Action;
import dev.fairlead.Body;
import dev.fairlead.Cancelled;
import dev.fairlead.NoRuntimeException;
import dev.fairlead.TaskInfo;
import dev.fairlead.TaskOptions;
import dev.fairlead.internal.jfr.TaskEvent;
import dev.fairlead.lowlevel.WaitReason;
import java.lang.Thread.UncaughtExceptionHandler;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One task: its work, its place in the tree, and how it ends.
 *
 * @param <T> what the task returns
 */
public final class Task<T extends @Nullable Object> extends TaskWaits<T>
    implements TaskInfo, WaitReason, UncaughtExceptionHandler {

  /*
   * The current task is found through the uncaught-exception handler of the current thread: two
   * field reads. A ScopedValue costs four objects for every task (some 200 bytes with its cache), a
   * thread-local three; with a million tasks asleep that is a fifth of all memory.
   */

  private static final VarHandle OWNER;

  static {
    try {
      OWNER = MethodHandles.lookup().findVarHandle(Task.class, "owner", Owner.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** What hears of the end of a task. */
  @FunctionalInterface
  interface Owner {
    /** Called by the task, as the last thing it does. */
    void ended(Task<?> task, @Nullable Throwable failure);
  }

  // Set before the thread starts.
  private final TaskOptions options;
  private final Class<?> startedBy;
  private final long id;

  // Written by the starter and, for a task that says when it is ready, once more.
  @SuppressWarnings("NullAway.Init") // By the constructor, through OWNER.
  private volatile Owner owner;

  @Nullable Task<?> nextInList; // see TaskList

  private @Nullable Holdings holdings; // the starter, then the task

  // Task only.
  Context context;

  Task(Engine engine, TaskSpec<T> spec, @Nullable Scope parent, Owner owner) {
    super(engine, TaskNames.forThread(spec.options(), spec.startedBy()), spec.work());
    this.id = engine.nextTaskId();
    this.options = spec.options();
    this.startedBy = spec.startedBy();
    OWNER.set(this, owner); // A volatile write would cost a fence; the start of the thread is one.
    this.context = Context.current();
    strand().thread().setUncaughtExceptionHandler(this);
    rootScope().beginTask(this, parent);
  }

  /** The task the current thread runs. */
  public static Task<?> current() {
    Task<?> task = currentOrNull();
    if (task == null) {
      throw new NoRuntimeException(
          "thread \""
              + Thread.currentThread().getName()
              + "\" runs no task; start with Fairlead.run(...), or call in through a BlockingPortal"
              + " or FromThread");
    }
    return task;
  }

  /** The task the current thread runs, or null. */
  public static @Nullable Task<?> currentOrNull() {
    return Thread.currentThread().getUncaughtExceptionHandler() instanceof Task<?> task
        ? task
        : null;
  }

  @SuppressWarnings("ReferenceEquality") // This very one.
  boolean isCurrent() {
    return currentOrNull() == this;
  }

  void start() {
    try {
      engine().observation().taskStarting(this);
      strand().start();
    } catch (Throwable t) {
      settle(null, t); // Or it would be waited for. Its place is given back by who hears of it.
      markOver();
      throw t;
    }
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // See TaskSpec, which is taken apart.
  public void run() {
    T value = null;
    Throwable thrown = null;
    try {
      Object work = takeWork();
      if (work instanceof Action<?> action) {
        action.run();
      } else {
        value = ((Body<T, ?>) work).call();
      }
    } catch (Throwable t) {
      thrown = t;
    }
    end(value, thrown);
  }

  private void end(@Nullable T value, @Nullable Throwable thrown) {
    Throwable failure = settle(value, thrown);
    owner.ended(this, failure);
    markOver();
    engine().observation().taskOver();
  }

  /** Makes known how the task has ended; returns with what it has failed, if it has. */
  private @Nullable Throwable settle(@Nullable T value, @Nullable Throwable thrown) {
    rootScope().endTask(this, thrown == null);
    Holdings left = holdings;
    if (left != null) {
      left.abandon(this);
    }
    stopTimer();
    Throwable failure = thrown;
    if (thrown == null) {
      complete(FINISHED, value);
    } else if (thrown instanceof Cancelled && wasCancelled()) {
      failure = null;
      complete(CANCELLED, null);
    } else {
      failure = thrown instanceof Cancelled ? strayCancellation(thrown) : thrown;
      complete(FAILED, failure);
    }
    engine().observation().taskEnded(this);
    return failure;
  }

  /** Whether a cancellation was on its way. It goes on if a shield is raised meanwhile. */
  private boolean wasCancelled() {
    return inFlight != null || rootScope().isEffectivelyCancelled();
  }

  private Throwable strayCancellation(Throwable thrown) {
    return new IllegalStateException(
        "task "
            + name()
            + " threw a Cancelled although none of its scopes is cancelled;"
            + " do not keep one to throw it later",
        thrown);
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    engine().report("task " + name() + " could not end properly", thrown);
  }

  // ---- what the task must give back before it ends; task only

  /** Notes that the task has something. */
  public void took(Holding holding) {
    holdings().add(holding);
  }

  private Holdings holdings() {
    Holdings all = holdings;
    if (all == null) {
      all = new Holdings();
      holdings = all;
    }
    return all;
  }

  /** Notes that the task is about to give back what it took. */
  public void givesBack(Holding holding) {
    Holdings all = holdings;
    if (all != null) {
      all.remove(holding);
    }
  }

  // ---- who hears of its waits; task only

  /** Has somebody told whenever the task is about to wait, or nobody any more. Must be quick. */
  public void hearOfWaits(@Nullable Runnable hook) {
    holdings().waitHook = hook;
  }

  void tellOfWait() {
    Holdings all = holdings;
    if (all != null) {
      all.tellOfWait();
    }
  }

  /** Called when a body returned although a cancellation had been thrown inside it. */
  void reportSwallowed() {
    engine()
        .report(
            "code in task "
                + name()
                + " caught a Cancelled and went on; let it pass, or throw it again after cleaning"
                + " up",
            inFlight);
  }

  Owner owner() {
    return owner;
  }

  void moveTo(Scope parent, Owner newOwner) {
    owner = newOwner;
    rootScope().moveTo(parent);
  }

  TaskOptions options() {
    return options;
  }

  void recorded(TaskEvent event) {
    holdings().recorded = event;
  }

  @Nullable TaskEvent recorded() {
    Holdings all = holdings;
    return all == null ? null : all.recorded;
  }

  /** The names of the scopes the task is in, outermost first. */
  public List<String> scopeNames() {
    var names = new ArrayList<String>();
    for (Scope scope = rootScope(); scope != null; scope = scope.inner()) {
      if (!scope.name().isEmpty()) {
        names.add(scope.name());
      }
    }
    return List.copyOf(names);
  }

  /** Visits the tasks of the groups the task is in, newest first. */
  public void forEachChild(Consumer<Task<?>> visitor) {
    TaskWalk.forEachChild(this, visitor);
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public OptionalLong parentId() {
    Task<?> host = host();
    return host == null ? OptionalLong.empty() : OptionalLong.of(host.id);
  }

  /** The task inside whose scopes this one lives; null for the first task of a runtime. */
  @Nullable Task<?> host() {
    Scope around = rootScope().parent();
    return around == null ? null : around.owner();
  }

  @Override
  public String name() {
    return TaskNames.of(options, startedBy, id);
  }

  @Override
  public boolean hasPendingCancellation() {
    return !hasEnded() && innermost().isEffectivelyCancelled();
  }

  @Override
  public Optional<String> waitingFor() {
    WaitReason reason = waitReason();
    return reason == null ? Optional.empty() : Optional.of(Words.said(reason, reason::describe));
  }

  @Override
  public void cancel(String reason) {
    rootScope().cancel(reason);
  }

  @Override
  public TaskInfo info() {
    return this;
  }

  @Override
  Task<T> task() {
    return this;
  }

  @Override
  public String describe() {
    return "end of task " + name();
  }

  @Override
  public List<TaskInfo> awaitedTasks() {
    return List.of(this);
  }

  @Override
  public String toString() {
    return "task " + name() + " (" + id + ")";
  }
}
