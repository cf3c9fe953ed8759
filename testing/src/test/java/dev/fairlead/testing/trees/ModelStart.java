package dev.fairlead.testing.trees;

import dev.fairlead.testing.trees.Step.Role;
import org.jspecify.annotations.Nullable;

/** A start in the model: a task that belongs to its starter until it is ready. */
final class ModelStart {

  private final Model model;
  private final ModelGroup group;
  private final ModelScope region = new ModelScope();

  private boolean ready;
  private boolean abandoned;
  private boolean ended;
  private @Nullable Throwable failure;
  private @Nullable ModelTask task;

  ModelStart(Model model, ModelGroup group) {
    this.model = model;
    this.group = group;
  }

  void run(ModelTask starter, Role role, World.StartedCode body) throws Exception {
    model.enter(region, starter);
    try {
      group.members++;
      var started = model.startTask(region, role, () -> body.run(this::becomesReady), this::ended);
      started.starting = group;
      task = started;
      awaitReady();
    } finally {
      model.leave(region, starter);
    }
    if (failure instanceof Exception thrown && !ready) {
      throw thrown;
    }
    if (!ready) {
      model.checkpoint();
      throw new IllegalStateException("ended without being ready");
    }
  }

  private void awaitReady() {
    try {
      model.await(() -> ready || ended);
    } catch (Model.Unwinding unwinding) {
      abandoned = !ready && !ended;
      model.awaitShielded(() -> ready || ended);
      if (!ready && failure == null) {
        throw unwinding;
      }
    }
  }

  private boolean becomesReady() {
    if (abandoned || task == null) {
      return false;
    }
    ready = true;
    task.starting = null;
    task.owner = group::ended;
    task.root.parent = group.adopt(task.role);
    model.decideWaits();
    return true;
  }

  private void ended(ModelTask ending, @Nullable Throwable thrown) {
    failure = thrown;
    ended = true;
    group.members--;
    model.decideWaits();
  }
}
