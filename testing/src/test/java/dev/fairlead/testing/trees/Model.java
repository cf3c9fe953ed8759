package dev.fairlead.testing.trees;

import dev.fairlead.DeadlineExceededException;
import dev.fairlead.testing.trees.ModelTask.Decision;
import dev.fairlead.testing.trees.Step.InGroup;
import dev.fairlead.testing.trees.Step.InScope;
import dev.fairlead.testing.trees.Step.Kind;
import dev.fairlead.testing.trees.Step.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What scopes, groups and tasks are to do, said as simply as possible: one task runs at a time,
 * whoever waits is looked at after each change, and time goes on when nobody can run.
 */
final class Model implements World {

  /** What has cancelled a scope. */
  enum Cause {
    DEADLINE,
    CALL,
    FAILURE,
    END
  }

  /** A cancellation on its way. */
  static final class Unwinding extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final Random order; // of those that can run in the same moment
  private final List<ModelTask> all = new ArrayList<>();
  private final List<ModelTask> runnable = new ArrayList<>();
  private final List<ModelScope> inside = new ArrayList<>(); // entered and not left
  private final Map<Integer, ModelScope> scopes = new HashMap<>();
  private final Map<Integer, ModelGroup> groups = new HashMap<>();
  private final Map<Integer, ModelTask> tasks = new HashMap<>();
  private @Nullable ModelTask running;
  private long now;

  Model(Random order) {
    this.order = order;
  }

  // ---- time and turns

  /** Runs a program to its end. */
  void run(Code program) {
    ModelTask main = startTask(new ModelScope(), Role.MEMBER, program, (_, _) -> {});
    while (!main.ended) {
      while (!runnable.isEmpty()) {
        running = runnable.remove(order.nextInt(runnable.size()));
        running.letRun();
      }
      if (!main.ended) {
        goOn();
      }
    }
  }

  /** Lets time pass until something is due. */
  private void goOn() {
    long next = ModelScope.NEVER;
    for (ModelTask task : all) {
      next = task.isUndecided() ? Math.min(next, task.due) : next;
    }
    for (ModelScope scope : inside) {
      next = Math.min(next, scope.nextDue());
    }
    if (next == ModelScope.NEVER) {
      throw new AssertionError("nothing in the program can ever go on");
    }
    now = next;
    List.copyOf(inside).forEach(this::cancelIfDue);
    decideWaits();
  }

  private ModelTask current() {
    return Objects.requireNonNull(running);
  }

  /** Lets those run whose waits something has ended. */
  void decideWaits() {
    for (ModelTask task : all) {
      if (task.isUndecided() && task.decide()) {
        runnable.add(task);
      }
    }
  }

  ModelTask startTask(ModelScope parent, Role role, Code code, ModelTask.Owner owner) {
    var task = new ModelTask(parent, role, code, owner);
    all.add(task);
    runnable.add(task);
    return task;
  }

  // ---- waiting

  void checkpoint() {
    if (current().innermost.isCancelledInside()) {
      throw new Unwinding();
    }
  }

  void await(BooleanSupplier over) {
    awaitUntil(over, true, ModelScope.NEVER);
  }

  void awaitShielded(BooleanSupplier over) {
    awaitUntil(over, false, ModelScope.NEVER);
  }

  private void awaitUntil(BooleanSupplier over, boolean heedsCancellation, long due) {
    ModelTask task = current();
    if (over.getAsBoolean()) {
      return;
    }
    task.over = over;
    task.heedsCancellation = heedsCancellation;
    task.due = due;
    boolean decided = task.decide();
    Decision decision = decided ? task.takeDecision() : task.waitUntilDecided();
    if (decision == Decision.CANCELLED) {
      throw new Unwinding();
    }
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public void sleep(long nanos) {
    checkpoint();
    long due = now + nanos;
    awaitUntil(() -> now >= due, true, due);
  }

  @Override
  public void join(int number) {
    ModelTask task = tasks.get(number);
    if (task == current()) {
      throw new IllegalStateException("waits for itself");
    }
    if (task != null) {
      checkpoint();
      await(() -> task.ended);
    }
  }

  @Override
  public void awaitStop() {
    ModelScope scope = current().innermost;
    checkpoint();
    await(() -> scope.isAskedToStop() && !scope.isCancelledInside());
  }

  @Override
  public void awaitIdle(int number) {
    ModelGroup group = groups.get(number);
    if (group != null) {
      if (group.holds(current())) {
        throw new IllegalStateException("waits for itself");
      }
      checkpoint();
      await(() -> group.members == 0);
    }
  }

  // ---- scopes

  void enter(ModelScope scope, ModelTask task) {
    scope.entered = true;
    scope.owner = task;
    scope.parent = task.innermost;
    task.innermost = scope;
    if (scope.due == ModelScope.NEVER && scope.limit != ModelScope.NEVER) {
      scope.due = now + scope.limit;
    }
    inside.add(scope);
  }

  void leave(ModelScope scope, ModelTask task) {
    task.innermost = Objects.requireNonNull(scope.parent);
    inside.remove(scope);
  }

  void cancel(ModelScope scope, Cause why) {
    if (scope.cause == null) {
      scope.cause = why;
      decideWaits();
    }
  }

  private void cancelIfDue(ModelScope scope) {
    Cause why = inside.contains(scope) ? scope.dueAt(now) : null;
    if (why != null) {
      cancel(scope, why);
    }
  }

  @Override
  public void inScope(InScope step, Code body) throws Exception {
    var scope = new ModelScope();
    scope.shielded = step.kind() == Kind.SHIELDED || step.kind() == Kind.CLEANING_UP;
    boolean limited = step.kind() != Kind.PLAIN && step.kind() != Kind.SHIELDED;
    scope.limit = limited ? step.nanos() : ModelScope.NEVER;
    scopes.put(step.scope(), scope);
    ModelTask task = current();
    enter(scope, task);
    Unwinding unwinding = null;
    try {
      body.run();
    } catch (Unwinding thrown) {
      unwinding = thrown;
    } finally {
      leave(scope, task);
    }
    if (unwinding != null) {
      settle(scope, step.kind(), unwinding);
    }
  }

  private static void settle(ModelScope scope, Kind kind, Unwinding unwinding) {
    if (!scope.catches()) {
      throw unwinding;
    }
    scope.caught = true;
    if (kind == Kind.FAILING && scope.cause == Cause.DEADLINE) {
      throw new DeadlineExceededException("late in the model");
    }
  }

  @Override
  public void cancel(int number) {
    ModelScope scope = scopes.get(number);
    if (scope != null) {
      cancel(scope, Cause.CALL);
    }
  }

  @Override
  public void ask(int number, long graceNanos) {
    ModelScope scope = scopes.get(number);
    if (scope != null) {
      scope.hardAt = Math.min(scope.hardAt, now + graceNanos);
      decideWaits();
    }
  }

  @Override
  public void move(int number, long nanos) {
    ModelScope scope = scopes.get(number);
    if (scope != null) {
      scope.due = now + nanos;
      cancelIfDue(scope);
    }
  }

  @Override
  public void shield(int number, boolean up) {
    ModelScope scope = scopes.get(number);
    if (scope != null) {
      scope.shielded = up;
      decideWaits();
    }
  }

  @Override
  public String fate(int number) {
    ModelScope scope = Objects.requireNonNull(scopes.get(number));
    String cause = scope.cause == null ? "not cancelled" : scope.cause.toString();
    return ", " + cause + (scope.caught ? ", caught" : "");
  }

  // ---- groups and tasks

  @Override
  public void inGroup(InGroup step, Code body) throws Exception {
    var group = new ModelGroup(this, step);
    scopes.put(step.scope(), group.scope);
    groups.put(step.scope(), group);
    group.run(current(), body);
  }

  @Override
  public void spawn(int number, int task, Role role, Code body) {
    ModelGroup group = groups.get(number);
    if (group != null) {
      ensureOpen(group);
      tasks.put(task, startTask(group.take(role), role, body, group::ended));
    }
  }

  @Override
  public void start(int number, int task, Role role, StartedCode body) throws Exception {
    ModelGroup group = groups.get(number);
    if (group != null) {
      checkpoint();
      ensureOpen(group);
      new ModelStart(this, group).run(current(), role, body);
    }
  }

  private static void ensureOpen(ModelGroup group) {
    if (!group.isOpen()) {
      throw new IllegalStateException("has ended");
    }
  }

  @Override
  public void cancelTask(int number) {
    ModelTask task = tasks.get(number);
    if (task != null) {
      cancel(task.root, Cause.CALL);
    }
  }
}
