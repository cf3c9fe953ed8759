package dev.fairlead.testing.trees;

import dev.fairlead.CancelCause;
import dev.fairlead.CancelScope;
import dev.fairlead.Deadline;
import dev.fairlead.Fairlead;
import dev.fairlead.GroupOptions;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.TaskOptions;
import dev.fairlead.testing.trees.Step.InGroup;
import dev.fairlead.testing.trees.Step.InScope;
import dev.fairlead.testing.trees.Step.Role;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The library, in a simulation: one task at a time. */
final class Library implements World {

  private final Deadline begin = Fairlead.currentTime();
  private final Map<Integer, CancelScope> scopes = new HashMap<>();
  private final Map<Integer, TaskGroup> groups = new HashMap<>();
  private final Map<Integer, TaskHandle<?>> tasks = new HashMap<>();

  @Override
  public long now() {
    return Fairlead.currentTime().since(begin).toNanos();
  }

  @Override
  public void sleep(long nanos) {
    Fairlead.sleep(Duration.ofNanos(nanos));
  }

  @Override
  public void inScope(InScope step, Code body) throws Exception {
    CancelScope scope = make(step);
    scopes.put(step.scope(), scope);
    scope.run(body::run);
  }

  private static CancelScope make(InScope step) {
    Duration limit = Duration.ofNanos(step.nanos());
    return switch (step.kind()) {
      case PLAIN -> CancelScope.create();
      case MOVING_ON -> CancelScope.moveOnAfter(limit);
      case FAILING -> CancelScope.failAfter(limit);
      case SHIELDED -> CancelScope.shielded();
      case CLEANING_UP -> CancelScope.cleanUp(limit);
    };
  }

  @Override
  public void inGroup(InGroup step, Code body) throws Exception {
    TaskGroup.<Exception>run(
        options -> optionsOf(step, options),
        group -> {
          scopes.put(step.scope(), group.cancelScope());
          groups.put(step.scope(), group);
          body.run();
        });
  }

  private static GroupOptions optionsOf(InGroup step, GroupOptions options) {
    GroupOptions chosen = step.supervised() ? options.withSupervision() : options;
    chosen = step.shielded() ? chosen.withShield() : chosen;
    return step.plain() ? chosen.withPlainFailure() : chosen;
  }

  @Override
  public void spawn(int group, int task, Role role, Code body) {
    TaskGroup open = groups.get(group);
    if (open != null) {
      tasks.put(task, open.startSoon(optionsOf(role), body::run));
    }
  }

  @Override
  public void start(int group, int task, Role role, StartedCode body) throws Exception {
    TaskGroup open = groups.get(group);
    if (open != null) {
      open.<Integer, Exception>start(
          optionsOf(role), status -> body.run(() -> status.started(task)));
    }
  }

  private static UnaryOperator<TaskOptions> optionsOf(Role role) {
    return switch (role) {
      case MEMBER -> options -> options;
      case SERVICE -> TaskOptions::withService;
      case ENDING_GROUP -> TaskOptions::withEndsGroup;
      case TELLING_HANDLE -> TaskOptions::withFailureToHandle;
    };
  }

  private Optional<CancelScope> scope(int number) {
    return Optional.ofNullable(scopes.get(number));
  }

  @Override
  public void cancel(int scope) {
    scope(scope).ifPresent(CancelScope::cancel);
  }

  @Override
  public void ask(int scope, long graceNanos) {
    scope(scope).ifPresent(there -> there.cancelAfter(Duration.ofNanos(graceNanos), "asked"));
  }

  @Override
  public void move(int scope, long nanos) {
    Deadline deadline = Deadline.after(Duration.ofNanos(nanos));
    scope(scope).ifPresent(there -> there.moveDeadline(deadline));
  }

  @Override
  public void shield(int scope, boolean up) {
    scope(scope).ifPresent(up ? CancelScope::shield : CancelScope::unshield);
  }

  @Override
  public void cancelTask(int task) {
    Optional.ofNullable(tasks.get(task)).ifPresent(TaskHandle::cancel);
  }

  @Override
  public void join(int task) {
    TaskHandle<?> handle = tasks.get(task);
    if (handle != null) {
      handle.join();
    }
  }

  @Override
  public void awaitStop() {
    Fairlead.awaitStopRequested();
  }

  @Override
  public void awaitIdle(int group) {
    TaskGroup open = groups.get(group);
    if (open != null) {
      open.awaitIdle();
    }
  }

  @Override
  public String fate(int number) {
    CancelScope scope = scope(number).orElseThrow();
    String cause =
        scope.cancelCalled() ? ", " + told(scope.cancelCause().orElseThrow()) : ", not cancelled";
    return cause + (scope.cancelledCaught() ? ", caught" : "");
  }

  private static Model.Cause told(CancelCause cause) {
    return switch (cause) {
      case CancelCause.DeadlinePassed _ -> Model.Cause.DEADLINE;
      case CancelCause.Failed _ -> Model.Cause.FAILURE;
      case CancelCause.Finished _ -> Model.Cause.END;
      default -> Model.Cause.CALL;
    };
  }
}
