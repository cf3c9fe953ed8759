package dev.fairlead.testing.trees;

import dev.fairlead.ExceptionGroup;
import dev.fairlead.testing.trees.Model.Cause;
import dev.fairlead.testing.trees.Step.InGroup;
import dev.fairlead.testing.trees.Step.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A group of the model. */
final class ModelGroup {

  final ModelScope scope = new ModelScope();
  private final ModelScope services = new ModelScope();
  private final Model model;
  private final InGroup step;

  private final List<Throwable> failures = new ArrayList<>();
  private final List<Throwable> unseen = new ArrayList<>(); // of those that tell their handles
  int members;
  private int serving;
  private boolean bodyRuns = true;
  private boolean hadMembers;

  ModelGroup(Model model, InGroup step) {
    this.model = model;
    this.step = step;
    scope.shielded = step.shielded();
    services.shielded = true;
    services.parent = scope;
  }

  void run(ModelTask host, World.Code body) throws Exception {
    model.enter(scope, host);
    services.owner = host;
    Throwable thrown = null;
    try {
      body.run();
    } catch (Exception | Model.Unwinding t) {
      thrown = t;
    }
    if (thrown instanceof Exception) {
      failures.addFirst(thrown);
      model.cancel(scope, Cause.FAILURE);
    }
    bodyRuns = false;
    boolean waits = members > 0;
    model.awaitShielded(() -> members == 0);
    model.cancel(services, Cause.CALL);
    model.awaitShielded(() -> serving == 0);
    model.leave(scope, host);
    conclude(thrown, waits);
  }

  private void conclude(@Nullable Throwable thrown, boolean waited) throws Exception {
    failures.addAll(unseen);
    if (failures.size() == 1 && step.plain() && failures.getFirst() instanceof Exception only) {
      throw only;
    }
    if (!failures.isEmpty()) {
      throw new ExceptionGroup("failures of the model", failures);
    }
    if (thrown instanceof Model.Unwinding unwinding) {
      if (!scope.catches()) {
        throw unwinding;
      }
      scope.caught = true;
    } else if (waited || hadMembers) {
      model.checkpoint();
    }
  }

  boolean isOpen() {
    return bodyRuns || members > 0;
  }

  /** Takes a task; returns the scope that it lives in. */
  ModelScope take(Role role) {
    if (role == Role.SERVICE) {
      serving++;
      return services;
    }
    members++;
    hadMembers = true;
    return scope;
  }

  /** Takes a task that has had a place as a member up to now. */
  ModelScope adopt(Role role) {
    members--;
    return take(role);
  }

  void ended(ModelTask task, @Nullable Throwable failure) {
    if (failure != null && task.role == Role.TELLING_HANDLE) {
      unseen.add(failure);
    } else if (failure != null) {
      failures.add(failure);
      if (!step.supervised()) {
        model.cancel(scope, Cause.FAILURE);
      }
    } else if (task.role == Role.ENDING_GROUP && task.returned) {
      model.cancel(scope, Cause.END);
    }
    if (task.role == Role.SERVICE) {
      serving--;
    } else {
      members--;
    }
    model.decideWaits();
  }

  /** Whether a task, or one that it lives in, has a place here. */
  boolean holds(ModelTask task) {
    for (ModelTask at = task; at != null; at = hostOf(at)) {
      if (at.root.parent == scope || at.starting == this) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable ModelTask hostOf(ModelTask task) {
    return task.root.parent == null ? null : task.root.parent.owner;
  }
}
