package dev.fairlead.internal;

import dev.fairlead.Action;
import dev.fairlead.Cancelled;
import dev.fairlead.TaskGroup.StartBody;
import dev.fairlead.TaskGroup.Started;
import dev.fairlead.TaskHandle.Status;
import dev.fairlead.TaskInfo;
import dev.fairlead.TaskOptions;
import dev.fairlead.TaskStatus;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A task between its start and the moment it says that it is ready. It lives in a scope of its
 * starter, so that cancelling the starter cancels it, and moves to its group when it is ready.
 */
final class Starting<T extends @Nullable Object, X extends Exception>
    implements TaskStatus<T>, Task.Owner, WaitReason {

  /*
   *           started()          STARTED    the task belongs to the group; the starter goes on
   *  WAITING  task ends          ENDED      the starter throws what the task threw
   *           starter cancelled  ABANDONED  the starter waits for the end; started() says false
   */
  private enum State {
    WAITING,
    STARTED,
    ENDED,
    ABANDONED
  }

  private final Group group;
  private final Task<?> starter;
  private final StartBody<T, X> body;
  private final Scope region = Scope.plain();
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

  // Written before the state changes, read after.
  private @Nullable T value;
  private @Nullable Task<?> task;
  private final TaskList tasks = new TaskList();
  private volatile @Nullable Throwable failure;
  private volatile boolean taskEnded;
  private volatile @Nullable Waiter waiter;

  Starting(Group group, Task<?> starter, StartBody<T, X> body) {
    this.group = group;
    this.starter = starter;
    this.body = Objects.requireNonNull(body, "there is nothing to start: the body is null");
  }

  boolean isIn(Group candidate) {
    return group == candidate;
  }

  /** Starts the task, which has a place in the group already. */
  Started<T> run(TaskOptions options) throws X {
    Action<X> work = () -> body.run(this);
    var spec = new TaskSpec<@Nullable Void>(work, body.getClass(), options);
    region.enter(starter);
    boolean normal = false;
    try {
      launch(spec);
      awaitReady();
      normal = true;
    } finally {
      region.leave(starter, normal);
    }
    return conclude();
  }

  private void launch(TaskSpec<@Nullable Void> spec) {
    boolean launched = false;
    try {
      var child = new Task<>(group.engine(), spec, region, this);
      task = child;
      tasks.add(child);
      holdInRegion(child);
      child.start();
      launched = true;
    } finally {
      if (!launched) {
        group.leave();
      }
    }
  }

  private void holdInRegion(Task<?> child) {
    region.holdTasks(tasks);
    ScopeTree.update(child.rootScope());
  }

  private void awaitReady() {
    try {
      while (state.get() == State.WAITING) {
        Waiter waiting = newWaiter();
        if (state.get() == State.WAITING) {
          starter.park(waiting, this);
        }
      }
    } catch (Cancelled cancelled) {
      if (state.compareAndSet(State.WAITING, State.ABANDONED)) {
        awaitEndShielded();
      }
      if (state.get() != State.STARTED && failure == null) {
        throw cancelled;
      }
      // Ready in the same moment, or failed: that counts, the cancellation comes later.
      starter.inFlight = region.inFlightOnEntry();
    }
  }

  private void awaitEndShielded() {
    while (!taskEnded) {
      Waiter waiting = newWaiter();
      if (!taskEnded) {
        starter.parkShielded(waiting, this);
      }
    }
  }

  private Waiter newWaiter() {
    var made = new Waiter();
    waiter = made;
    return made;
  }

  private Started<T> conclude() throws X {
    Throwable thrown = failure;
    if (state.get() != State.STARTED) {
      if (thrown != null) {
        ThrownTo.note(thrown, "task " + starter.name() + " was starting task " + task().name());
        throw Rethrow.<X>asDeclared(thrown);
      }
      starter.checkpointIfCancelled(); // Cancelled together with its task, and not seen it yet.
      throw new IllegalStateException(task().name() + howItEnded());
    }
    return new Started<>(startValue(), task());
  }

  private String howItEnded() {
    return task().status() == Status.CANCELLED
        ? " was cancelled before it called started(): "
            + task().rootScope().effectiveCause().describe()
        : " ended without calling started(); call it once it is ready";
  }

  @SuppressWarnings("NullAway") // started(T) has set it.
  private T startValue() {
    return value;
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // Set by launch, before anybody asks.
  private Task<@Nullable Void> task() {
    return (Task<@Nullable Void>) task;
  }

  @Override
  public boolean started(T ready) {
    if (state.get() == State.WAITING) {
      region.holdTasks(null);
      Interleaving.point();
      if (adopted(ready)) {
        wakeStarter();
        return true;
      }
    }
    State seen = state.get();
    if (seen == State.ABANDONED) {
      // Who cancelled the starter in this moment may not have found the task.
      holdInRegion(task());
      return false;
    }
    throw new IllegalStateException(
        seen == State.ENDED
            ? "started() came after the end of task " + task().name() + "; call it before"
            : "started() was called twice by task " + task().name());
  }

  /**
   * Hands the task over to its group. In one step: it may be at its end, if another thread says
   * that it is ready.
   */
  private synchronized boolean adopted(T ready) {
    if (state.get() != State.WAITING) {
      return false;
    }
    value = ready;
    if (!state.compareAndSet(State.WAITING, State.STARTED)) {
      return false;
    }
    group.adopt(task());
    return true;
  }

  @Override
  public void ended(Task<?> ended, @Nullable Throwable thrown) {
    if (!endedHere(thrown)) {
      ended.owner().ended(ended, thrown);
      return;
    }
    wakeStarter();
    group.leave();
  }

  /** Notes the end; false if the task was handed over at the last moment. */
  private synchronized boolean endedHere(@Nullable Throwable thrown) {
    if (state.get() == State.STARTED) {
      return false;
    }
    failure = thrown;
    taskEnded = true;
    state.compareAndSet(State.WAITING, State.ENDED);
    return true;
  }

  private void wakeStarter() {
    Waiter waiting = waiter;
    if (waiting != null) {
      waiting.wake();
    }
  }

  @Override
  public String describe() {
    return "task " + task().name() + " to be ready";
  }

  @Override
  public List<TaskInfo> awaitedTasks() {
    return List.of(task());
  }
}
