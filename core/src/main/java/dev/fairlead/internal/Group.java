package dev.fairlead.internal;

import dev.fairlead.Action;
import dev.fairlead.Body;
import dev.fairlead.CancelCause;
import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.GroupOptions;
import dev.fairlead.ScopeOptions;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.TaskInfo;
import dev.fairlead.TaskOptions;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A task group: a scope with tasks in it, a count of those that keep it open, and what failed. */
public final class Group extends Places implements TaskGroup, WaitReason, Task.Owner {

  private final GroupOptions options;
  private final Engine engine;
  private final Scope scope;
  private final TaskList tasks = new TaskList();

  // Any thread. A volatile write in a constructor costs a fence for nothing, hence none of them.
  private volatile @Nullable GroupFailures failures;
  private volatile @Nullable Services services;

  // Written by a task that waits for the others, read by the last one out.
  private volatile @Nullable Waiter hostWaiter;
  private volatile @Nullable IdleWaiters idleWaiters;

  private Group(GroupOptions options, Task<?> host) {
    this.options = options;
    this.engine = host.engine();
    this.scope = scopeOf(options);
    scope.beginWith(tasks);
  }

  private static Scope scopeOf(GroupOptions options) {
    if (options.name().isEmpty() && !options.shield()) {
      return Scope.plain();
    }
    ScopeOptions named = ScopeOptions.defaults().withName(options.name());
    return Scope.create(options.shield() ? named.withShield() : named);
  }

  /** Runs a body with a new group. What it may throw is up to the options. */
  public static <T extends @Nullable Object> GroupResult<T> run(
      GroupOptions options, GroupBody<T, ?> body) {
    Task<?> host = Task.current();
    return new Group(options, host).run(host, body);
  }

  private <T extends @Nullable Object> GroupResult<T> run(Task<?> host, GroupBody<T, ?> body) {
    scope.enter(host);
    T value = null;
    Throwable thrown = null;
    try {
      value = callBody(host, body);
    } catch (Throwable t) {
      thrown = t;
    }
    if (thrown != null && !(thrown instanceof Cancelled)) {
      failures().addFirst(thrown);
      scope.cancel(new CancelCause.Failed("the body of " + describeGroup(), thrown));
    }
    boolean waited = awaitTasks(host);
    scope.leave(host, thrown == null);
    return conclude(host, value, thrown, waited);
  }

  /** Inside code that is to be interrupted, the body is such code of its own. */
  private <T extends @Nullable Object> T callBody(Task<?> host, GroupBody<T, ?> body)
      throws Exception {
    return host.isInForeignWait()
        ? Interrupts.<T, Exception>call(() -> body.call(this))
        : body.call(this);
  }

  /** Waits for all tasks, then for the services; returns whether there was any to wait for. */
  private boolean awaitTasks(Task<?> host) {
    boolean waited = leaveBody();
    awaitZero(host, this::open);
    Services serving = services;
    if (serving != null) {
      serving.end();
      awaitZero(host, serving::open);
    }
    return waited;
  }

  private void awaitZero(Task<?> host, IntSupplier count) {
    while (count.getAsInt() > 0) {
      var waiter = new Waiter();
      hostWaiter = waiter;
      if (count.getAsInt() > 0) {
        host.parkShielded(waiter, this);
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // Whether the very first failure is the body's.
  private <T extends @Nullable Object> GroupResult<T> conclude(
      Task<?> host, @Nullable T value, @Nullable Throwable thrown, boolean waited) {
    GroupFailures noted = failures;
    List<Throwable> failed = noted == null ? List.of() : noted.all();
    if (!failed.isEmpty()) {
      host.inFlight = scope.inFlightOnEntry();
      return GroupResult.failed(describeGroup(), failed, failed.get(0) == thrown);
    }
    if (thrown instanceof Cancelled cancelled) {
      if (!scope.catches()) {
        throw cancelled;
      }
      scope.markCaught(host);
      return GroupResult.cancelled(scope.effectiveCause());
    }
    if (waited || !tasks.isEmpty()) {
      // A cancellation around the group goes on outwards, no matter how soon its tasks ended.
      host.checkpointIfCancelled();
    }
    return GroupResult.returned(value);
  }

  // ---- starting tasks; any thread

  @Override
  public TaskHandle<@Nullable Void> startSoon(
      UnaryOperator<TaskOptions> options, Action<?> action) {
    return spawn(TaskSpec.of(action, options));
  }

  @Override
  public <T extends @Nullable Object> TaskHandle<T> startSoon(
      UnaryOperator<TaskOptions> options, Body<T, ?> body) {
    return spawn(TaskSpec.of(body, options));
  }

  private <T extends @Nullable Object> Task<T> spawn(TaskSpec<T> spec) {
    enter();
    if (spec.options().service()) {
      try {
        return services().spawn(engine, spec);
      } finally {
        leave();
      }
    }
    boolean started = false;
    try {
      var task = new Task<>(engine, spec, scope, this);
      hold(task);
      task.start();
      started = true;
      return task;
    } finally {
      if (!started) {
        leave();
      }
    }
  }

  private void hold(Task<?> task) {
    tasks.add(task);
    if (scope.isEffectivelyCancelled()) {
      ScopeTree.update(task.rootScope());
    }
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> Started<T> startWithHandle(
      UnaryOperator<TaskOptions> options, StartBody<T, X> body) throws X {
    Task<?> starter = Task.current();
    starter.checkpoint();
    // Whatever the caller's code may throw comes before the place is taken.
    var starting = new Starting<T, X>(this, starter, body);
    TaskOptions chosen = TaskSpec.chosen(options);
    enter();
    return starting.run(chosen);
  }

  /** Takes over a task that has said it is ready. Its place was kept. */
  void adopt(Task<?> task) {
    if (task.options().service()) {
      services().adopt(task);
      leave();
      return;
    }
    tasks.add(task);
    task.moveTo(scope, this);
  }

  private Services services() {
    Services serving = services;
    if (serving != null) {
      return serving;
    }
    synchronized (this) {
      serving = services;
      if (serving == null) {
        serving = new Services(this, scope);
        services = serving;
        scope.holdServices(serving.tasks());
      }
      return serving;
    }
  }

  // ---- ends of tasks

  @Override
  public void ended(Task<?> task, @Nullable Throwable failure) {
    record(task, failure);
    leave();
  }

  @Override
  void placeGivenBack(int open) {
    if (open == 0) {
      wakeHost();
    } else {
      tasks.ended(tasksAmong(open));
    }
    IdleWaiters idle = idleWaiters;
    if (idle != null) {
      idle.wake();
    }
  }

  void wakeHost() {
    Waiter waiter = hostWaiter;
    if (waiter != null) {
      waiter.wake();
    }
  }

  /** Notes how a task or a service ended. */
  void record(Task<?> task, @Nullable Throwable failure) {
    if (failure != null) {
      recordFailure(task, failure);
    } else if (task.options().endsGroup() && task.status() == TaskHandle.Status.FINISHED) {
      scope.cancel(new CancelCause.Finished("task " + task.name()));
    }
  }

  private void recordFailure(Task<?> task, Throwable failure) {
    if (task.options().failureToHandle()) {
      failures().addUnseen(task);
      return;
    }
    failures().add(failure);
    if (!options.supervised()) {
      scope.cancel(new CancelCause.Failed("task " + task.name(), failure));
    }
  }

  private synchronized GroupFailures failures() {
    GroupFailures noted = failures;
    if (noted == null) {
      noted = new GroupFailures();
      failures = noted;
    }
    return noted;
  }

  // ---- the rest of the public verbs

  @Override
  public void cancel(String reason) {
    scope.cancel(reason);
  }

  @Override
  public void awaitIdle() {
    Task<?> task = Task.current();
    ensureNotCounted(task);
    task.checkpoint();
    idleWaiters().await(task, () -> activeCount() == 0, this);
  }

  /** A task of the group, or one below it, would wait for its own end. */
  private void ensureNotCounted(Task<?> task) {
    for (Task<?> above = task; above != null; above = above.host()) {
      if (above.rootScope().parent() == scope || isBeingStarted(above)) {
        throw new IllegalStateException(
            "task "
                + task.name()
                + " would wait for its own end: it belongs to "
                + describeGroup()
                + "; call awaitIdle() in the body, or in a service task");
      }
    }
  }

  /** Whether a task has its place in the group already, although it is not ready. */
  private boolean isBeingStarted(Task<?> task) {
    return task.owner() instanceof Starting<?, ?> starting && starting.isIn(this);
  }

  private synchronized IdleWaiters idleWaiters() {
    IdleWaiters made = idleWaiters;
    if (made == null) {
      made = new IdleWaiters();
      idleWaiters = made;
    }
    return made;
  }

  Engine engine() {
    return engine;
  }

  @Override
  public CancelScope cancelScope() {
    return scope;
  }

  // ---- what the host waits for

  @Override
  public String describe() {
    return "tasks of " + describeGroup();
  }

  @Override
  public List<TaskInfo> awaitedTasks() {
    var list = new ArrayList<TaskInfo>();
    tasks.forEach(list::add);
    return list;
  }

  @Override
  String describeGroup() {
    return options.name().isEmpty() ? "a task group" : "task group \"" + options.name() + "\"";
  }

  @Override
  public String toString() {
    return describeGroup() + " with " + activeCount() + " tasks, " + scope;
  }
}
