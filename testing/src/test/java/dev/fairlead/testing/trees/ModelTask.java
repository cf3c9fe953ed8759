package dev.fairlead.testing.trees;

import dev.fairlead.testing.trees.Step.Role;
import dev.fairlead.testing.trees.World.Code;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A task of the model: a thread that runs only while it is let. */
final class ModelTask {

  /** How a wait was decided. */
  enum Decision {
    OVER,
    CANCELLED
  }

  /** Hears of the end of a task, and with what it has failed. */
  @FunctionalInterface
  interface Owner {
    void ended(ModelTask task, @Nullable Throwable failure);
  }

  final ModelScope root = new ModelScope();
  final Role role;
  ModelScope innermost = root;
  Owner owner;
  boolean ended;
  boolean returned;
  @Nullable ModelGroup starting; // in which it has a place before it is ready

  // What it waits for; none while it can run.
  @Nullable BooleanSupplier over;
  boolean heedsCancellation;
  long due = ModelScope.NEVER;
  @Nullable Decision decision;

  private final Code code;
  private final Semaphore turn = new Semaphore(0);
  private final Semaphore back = new Semaphore(0);

  ModelTask(ModelScope parent, Role role, Code code, Owner owner) {
    this.role = role;
    this.code = code;
    this.owner = owner;
    root.parent = parent;
    root.owner = this;
    root.entered = true;
    Thread.ofVirtual().start(this::run);
  }

  private void run() {
    turn.acquireUninterruptibly();
    Throwable failure = null;
    try {
      code.run();
      returned = true;
    } catch (Model.Unwinding _) {
      failure = null; // Nobody hears of that.
    } catch (Throwable t) {
      failure = t;
    }
    ended = true;
    owner.ended(this, failure);
    back.release();
  }

  /** Lets it run until it waits or ends. */
  void letRun() {
    turn.release();
    back.acquireUninterruptibly();
  }

  /** Lets the others run until the wait is decided. The task. */
  Decision waitUntilDecided() {
    back.release();
    turn.acquireUninterruptibly();
    return takeDecision();
  }

  /** Ends the wait. */
  Decision takeDecision() {
    Decision decided = Objects.requireNonNull(decision);
    over = null;
    decision = null;
    due = ModelScope.NEVER;
    return decided;
  }

  boolean isUndecided() {
    return over != null && decision == null;
  }

  /** Decides the wait if something ends it now; returns whether it did. */
  boolean decide() {
    if (over != null && over.getAsBoolean()) {
      decision = Decision.OVER;
    } else if (heedsCancellation && innermost.isCancelledInside()) {
      decision = Decision.CANCELLED;
    }
    return decision != null;
  }
}
