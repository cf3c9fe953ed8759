package dev.fairlead.internal;

import dev.fairlead.CancelCause;
import dev.fairlead.Cancelled;
import dev.fairlead.NoRuntimeException;
import dev.fairlead.TaskInfo;
import dev.fairlead.TaskOptions;
import dev.fairlead.internal.jfr.TaskEvent;
import dev.fairlead.lowlevel.Strand;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import java.lang.Thread.UncaughtExceptionHandler;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One task: the thread it runs on, the scopes it is in, what it waits for.
 *
 * @param <T> what the task returns
 */
public final class Task<T extends @Nullable Object> extends Outcome<T>
    implements TaskInfo, WaitReason, Runnable, UncaughtExceptionHandler {

  /*
   * The current task is found through the uncaught-exception handler of the current thread: two
   * field reads. A ScopedValue costs four objects for every task (some 200 bytes with its cache), a
   * thread-local three; with a million tasks asleep that is a fifth of all memory.
   */

  private static final Access.Waiters WAITERS = Access.waiters();
  private static final VarHandle INNERMOST;

  static {
    try {
      INNERMOST = MethodHandles.lookup().findVarHandle(Task.class, "innermost", Scope.class);
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
  private final Engine engine;
  private final TaskOptions options;
  private final Class<?> startedBy;
  private final Scope rootScope = Scope.plain();
  private final Strand strand;
  private final long id;

  // Written by the starter and, for a task that says when it is ready, once more by the task.
  private volatile Owner owner;
  private volatile long parentId;
  @Nullable Task<?> nextInList; // see TaskList

  // Written by the task, read by any thread.
  private volatile Scope innermost;
  private volatile @Nullable Waiter waiting;
  private volatile @Nullable WaitReason waitReason;
  private volatile long waitingSince;
  private volatile @Nullable TaskTimer timer;

  private @Nullable TaskEvent recorded; // the starter, then the task

  // Task only.
  private @Nullable Object work;
  private @Nullable Waiter foreignWait;
  @Nullable Cancelled inFlight;
  Context context;
  private @Nullable Holdings holdings;
  private int budget;

  Task(Engine engine, TaskSpec<T> spec, @Nullable Scope parent, Owner owner) {
    this.engine = engine;
    this.id = engine.nextTaskId();
    this.options = spec.options();
    this.startedBy = spec.startedBy();
    this.work = spec.work();
    this.owner = owner;
    this.context = Context.current();
    this.parentId = parent == null || parent.owner() == null ? 0 : parent.owner().id;
    this.innermost = rootScope;
    this.budget = engine.reactor().yieldBudget();
    this.strand = engine.reactor().newStrand(TaskNames.forThread(options, startedBy), this);
    strand.thread().setUncaughtExceptionHandler(this);
    rootScope.beginTask(this, parent);
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

  void start() {
    engine.observation().taskStarting(this);
    strand.start();
  }

  @Override
  public void run() {
    T value = null;
    Throwable thrown = null;
    try {
      value = TaskSpec.<T>perform(takeWork());
    } catch (Throwable t) {
      thrown = t;
    }
    end(value, thrown);
  }

  /** The work, of which the task keeps nothing once it has begun. */
  private Object takeWork() {
    Object taken = Objects.requireNonNull(work);
    work = null;
    return taken;
  }

  private void end(@Nullable T value, @Nullable Throwable thrown) {
    rootScope.endTask(this, thrown == null);
    Holdings left = holdings;
    if (left != null) {
      left.abandon(this);
    }
    TaskTimer used = timer;
    if (used != null) {
      used.stop();
    }
    Throwable failure = thrown;
    if (thrown == null) {
      complete(Status.FINISHED, value, null);
    } else if (thrown instanceof Cancelled && rootScope.isEffectivelyCancelled()) {
      failure = null;
      complete(Status.CANCELLED, null, null);
    } else {
      failure = thrown instanceof Cancelled ? strayCancellation(thrown) : thrown;
      complete(Status.FAILED, null, failure);
    }
    engine.observation().taskEnded(this);
    owner.ended(this, failure);
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
    engine.report("task " + name() + " could not end properly", thrown);
  }

  // ---- waiting; task only

  /** Throws if a scope around the task is cancelled; lets others run once in a while. */
  public void checkpoint() {
    checkpointIfCancelled();
    if (--budget < 0) {
      yieldNow();
    }
  }

  /** Throws if a scope around the task is cancelled. */
  public void checkpointIfCancelled() {
    if (Thread.currentThread().isInterrupted()) {
      interrupted();
    }
    if (innermost.isEffectivelyCancelled()) {
      throw newCancelled();
    }
  }

  /** Lets others run. */
  public void yieldNow() {
    budget = engine.reactor().yieldBudget();
    strand.yieldNow();
  }

  /**
   * Waits until the waiter is woken.
   *
   * @throws Cancelled if a cancellation came first
   */
  public void park(Waiter waiter, WaitReason reason) {
    Interleaving.point();
    beginWait(waiter, reason);
    if (innermost.isEffectivelyCancelled()) {
      WAITERS.cancel(waiter);
    }
    parkUntilDone(waiter, reason);
    endWait();
    if (WAITERS.isCancelled(waiter)) {
      unwindFrom(waiter);
    }
  }

  private void unwindFrom(Waiter waiter) {
    if (WAITERS.isReused(waiter) && !innermost.isEffectivelyCancelled()) {
      return; // Hit by a cancellation that was meant for the wait before: ends for no reason.
    }
    throw newCancelled();
  }

  /** As {@link #park}, until a reading of the clock at most; returns whether it was woken. */
  public boolean parkUntil(Waiter waiter, WaitReason reason, long nanos) {
    if (nanos == Nanos.NEVER) {
      park(waiter, reason);
      return true;
    }
    TaskTimer clock = timer();
    clock.limit(waiter, nanos);
    try {
      park(waiter, reason);
    } finally {
      clock.unlimit();
    }
    return waiter.isWoken();
  }

  /** Waits until the waiter is woken, whatever is cancelled meanwhile. */
  public void parkShielded(Waiter waiter, WaitReason reason) {
    Interleaving.point();
    WAITERS.shield(waiter);
    beginWait(waiter, reason);
    parkUntilDone(waiter, reason);
    endWait();
  }

  // ---- what the task must give back before it ends; task only

  /** Notes that the task has something. */
  public void took(Holding holding) {
    Holdings all = holdings;
    if (all == null) {
      all = new Holdings();
      holdings = all;
    }
    all.add(holding);
  }

  /** Notes that the task is about to give back what it took. */
  public void givesBack(Holding holding) {
    Holdings all = holdings;
    if (all != null) {
      all.remove(holding);
    }
  }

  private void beginWait(Waiter waiter, WaitReason reason) {
    waitReason = reason;
    waitingSince = engine.nanoTime();
    waiting = waiter;
  }

  private void parkUntilDone(Waiter waiter, WaitReason reason) {
    if (!waiter.isDone()) {
      engine.observation().parking(this, reason);
    }
    while (!waiter.isDone()) {
      strand.park();
      if (Thread.currentThread().isInterrupted()) {
        interrupted();
      }
    }
  }

  private void endWait() {
    waiting = null;
    waitReason = null;
    budget = engine.reactor().yieldBudget();
    Waiter around = foreignWait;
    if (around != null) {
      resumeForeignWait(around);
    }
  }

  // ---- waiting in code that knows nothing of tasks; task only

  /** From here on a cancellation decides the waiter, which knows what to do. */
  void beginForeignWait(Waiter waiter, WaitReason reason) {
    beginWait(waiter, reason);
    resumeForeignWait(waiter);
    engine.observation().parking(this, reason);
  }

  private void resumeForeignWait(Waiter waiter) {
    foreignWait = waiter;
    waiting = waiter;
    if (innermost.isEffectivelyCancelled()) {
      WAITERS.cancel(waiter);
    }
  }

  /** Ends what {@link #beginForeignWait} began. */
  void endForeignWait() {
    foreignWait = null;
    endWait();
  }

  /** An interrupt from outside cancels the whole task. */
  private void interrupted() {
    Waiter foreign = foreignWait;
    boolean fromInside = foreign != null && WAITERS.isCancelled(foreign);
    if (Thread.interrupted() && !fromInside) {
      interruptedFromOutside();
    }
  }

  /** Cancels the whole task. */
  void interruptedFromOutside() {
    rootScope.cancel(new CancelCause.Interrupted(Thread.currentThread().getName()));
  }

  private Cancelled newCancelled() {
    Cancelled cancelled = Access.newCancelled(innermost.effectiveCause());
    inFlight = cancelled;
    return cancelled;
  }

  /** Called when a body returned although a cancellation had been thrown inside it. */
  void reportSwallowed() {
    engine.report(
        "code in task "
            + name()
            + " caught a Cancelled and went on; let it pass, or throw it again after cleaning up",
        inFlight);
  }

  // ---- any thread

  /** Lets a park return. Called by the waiter once it is decided. */
  public void unpark() {
    engine.observation().unparking(this);
    strand.unpark();
  }

  /** Ends what the task waits for, if its innermost scope is cancelled. */
  void deliverCancellation() {
    Waiter waiter = waiting;
    if (waiter != null && innermost.isEffectivelyCancelled()) {
      WAITERS.cancel(waiter);
    }
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
      made = new TaskTimer(this);
      timer = made;
    }
    return made;
  }

  void moveTo(Scope parent, Owner newOwner) {
    owner = newOwner;
    Task<?> host = parent.owner();
    parentId = host == null ? 0 : host.id;
    rootScope.moveTo(parent);
  }

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

  TaskOptions options() {
    return options;
  }

  public @Nullable WaitReason waitReason() {
    return waitReason;
  }

  /** The reading of the clock at which the present wait began. */
  public long waitingSinceNanos() {
    return waitingSince;
  }

  void recorded(TaskEvent event) {
    recorded = event;
  }

  @Nullable TaskEvent recorded() {
    return recorded;
  }

  /** The names of the scopes the task is in, outermost first. */
  public List<String> scopeNames() {
    var names = new ArrayList<String>();
    for (Scope scope = rootScope; scope != null; scope = scope.inner()) {
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

  /** Whether the task waits and nothing has ended its wait. */
  public boolean isBlocked() {
    Waiter waiter = waiting;
    return waiter != null && !waiter.isDone();
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public OptionalLong parentId() {
    return parentId == 0 ? OptionalLong.empty() : OptionalLong.of(parentId);
  }

  @Override
  public String name() {
    return TaskNames.of(options, startedBy, id);
  }

  @Override
  public boolean hasPendingCancellation() {
    return !hasEnded() && innermost.isEffectivelyCancelled();
  }

  @Override
  public Optional<String> waitingFor() {
    WaitReason reason = waitReason;
    return reason == null ? Optional.empty() : Optional.of(reason.describe());
  }

  @Override
  public void cancel(String reason) {
    rootScope.cancel(reason);
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
