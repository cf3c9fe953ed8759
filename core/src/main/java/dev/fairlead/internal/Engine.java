package dev.fairlead.internal;

import dev.fairlead.Body;
import dev.fairlead.CancelCause;
import dev.fairlead.RunCancelledException;
import dev.fairlead.RunOptions;
import dev.fairlead.TaskHandle.Status;
import dev.fairlead.internal.tree.Management;
import dev.fairlead.lowlevel.Reactor;
import dev.fairlead.lowlevel.RunListener;
import dev.fairlead.lowlevel.RuntimeToken;
import dev.fairlead.lowlevel.Waiter;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One runtime: its reactor, its root task, and what belongs to the whole run. */
public final class Engine implements RuntimeToken {

  private static final AtomicLong RUNS = new AtomicLong();
  private static final Set<Engine> LIVE = ConcurrentHashMap.newKeySet();

  private final String name;
  private final Reactor reactor;
  private final RunOptions options;
  private final Optional<RunListener> listener;
  private final Observation observation;
  private final boolean parallel;

  // Any thread.
  private final Map<Object, Object> runVars = new ConcurrentHashMap<>();
  private final Set<Runnable> atEnd = ConcurrentHashMap.newKeySet();
  private final Map<Task<?>, Waiter> stopWaiters = new ConcurrentHashMap<>();
  private final AtomicInteger outsideJobs = new AtomicInteger();
  private final AtomicLong taskIds = new AtomicLong();
  private final OutsideTasks outsideTasks = new OutsideTasks(this);
  private final OpenResources openResources = new OpenResources();
  private volatile boolean ended;
  private @Nullable Task<?> root; // set before the root task starts

  private Engine(RunOptions options) {
    this.options = options;
    this.name = options.name().isEmpty() ? "fairlead-" + RUNS.incrementAndGet() : options.name();
    this.listener = options.listener().map(GuardedListener::new);
    this.observation = new Observation(name, listener.orElse(null));
    this.reactor = options.backend().open(name);
    this.parallel = reactor.runsInParallel();
    if (reactor.interleaves()) {
      Interleaving.begin();
    }
  }

  /** Runs a body as the root task of a new runtime, and waits for it. */
  public static <T extends @Nullable Object, X extends Exception> T run(
      RunOptions options, Body<T, X> body) throws X {
    Task<?> running = Task.currentOrNull();
    if (running != null) {
      throw new IllegalStateException(
          "Fairlead.run was called inside task "
              + running.name()
              + "; open a TaskGroup there instead, or call from a thread of its own");
    }
    Management.registerIfAsked();
    var engine = new Engine(options);
    try {
      return engine.runRoot(body);
    } finally {
      engine.close();
    }
  }

  private <T extends @Nullable Object, X extends Exception> T runRoot(Body<T, X> body) throws X {
    var done = new CountDownLatch(1);
    var spec = TaskSpec.of(body, o -> o.withName("main"));
    var task = new Task<>(this, spec, null, (ended, failure) -> done.countDown());
    root = task;
    LIVE.add(this);
    task.start();
    awaitEnd(done, task);
    outsideTasks.end();
    throwIfReactorFailed(task);
    if (task.status() == Status.CANCELLED) {
      throw new RunCancelledException(
          task.rootScope().cancelCause().orElseThrow(() -> new AssertionError("has a cause")));
    }
    Throwable failure = task.unseenFailure().orElse(null);
    if (failure != null) {
      throw Rethrow.<X>asDeclared(failure);
    }
    return task.result();
  }

  private void throwIfReactorFailed(Task<?> task) {
    Error failed = reactor.failure().orElse(null);
    if (failed != null) {
      task.unseenFailure().filter(f -> !f.equals(failed)).ifPresent(failed::addSuppressed);
      throw failed;
    }
  }

  /** Waits for the root task; an interrupt of the calling thread cancels it. */
  private void awaitEnd(CountDownLatch done, Task<?> task) {
    boolean interrupted = false;
    while (done.getCount() > 0) {
      try {
        done.await();
      } catch (InterruptedException e) {
        interrupted = true;
        cancelFromOutside(task);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends a wait in two steps, between which a simulation must not think that nothing goes on. */
  private void cancelFromOutside(Task<?> task) {
    outsideJobStarted();
    try {
      task.rootScope().cancel(new CancelCause.Interrupted(Thread.currentThread().getName()));
    } finally {
      outsideJobEnded();
    }
  }

  private void close() {
    ended = true;
    LIVE.remove(this);
    try {
      atEnd.forEach(this::runAtEnd);
      openResources.reportLeft(this);
    } finally {
      reactor.close();
    }
  }

  /** Once, whoever comes first. One that fails keeps no other from being run. */
  private void runAtEnd(Runnable action) {
    if (atEnd.remove(action)) {
      try {
        action.run();
      } catch (Throwable t) {
        report("what was to be done at the end of " + this + " failed", t);
      }
    }
  }

  /** The runtimes of this JVM that have not ended. */
  public static Set<Engine> live() {
    return Set.copyOf(LIVE);
  }

  /** Runs the action when this runtime ends; returns what removes it. */
  public Runnable atEnd(Runnable action) {
    atEnd.add(action);
    if (ended) {
      runAtEnd(action); // It may have come too late to be found.
    }
    return () -> atEnd.remove(action);
  }

  public Reactor reactor() {
    return reactor;
  }

  /** Whether tasks run at the same time on several processors. */
  boolean runsInParallel() {
    return parallel;
  }

  public long nanoTime() {
    return reactor.nanoTime();
  }

  /** The listener, of which no exception comes here. */
  public Optional<RunListener> listener() {
    return listener;
  }

  /** Whether the clock stands still, because it was that of a simulation that has ended. */
  public boolean clockHasStopped() {
    return ended && reactor.isSimulated();
  }

  public RunOptions options() {
    return options;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean hasEnded() {
    return ended;
  }

  public Task<?> root() {
    return Objects.requireNonNull(root);
  }

  long nextTaskId() {
    return taskIds.incrementAndGet();
  }

  public Map<Object, Object> runVars() {
    return runVars;
  }

  OutsideTasks outsideTasks() {
    return outsideTasks;
  }

  public OpenResources openResources() {
    return openResources;
  }

  // ---- soft cancellation

  void wakeIfAskedToStop(Task<?> task) {
    Waiter waiter = stopWaiters.get(task);
    if (waiter != null && task.innermost().stopRequested()) {
      waiter.wake();
    }
  }

  /** Waits until somebody asks the current task to come to an end. */
  public void awaitStopRequested(Task<?> task) {
    awaitStopRequested(task, Nanos.NEVER);
  }

  /** As {@link #awaitStopRequested(Task)}, until a reading of the clock at most. */
  public void awaitStopRequested(Task<?> task, long untilNanos) {
    task.checkpoint();
    while (!task.innermost().stopRequested() && nanoTime() < untilNanos) {
      var waiter = new Waiter();
      stopWaiters.put(task, waiter);
      try {
        if (!task.innermost().stopRequested()) {
          task.parkUntil(waiter, () -> "a request to stop", untilNanos);
        }
      } finally {
        stopWaiters.remove(task);
      }
    }
  }

  // ---- what is going on

  /** Visits every task that has not ended, parents before children. */
  public void forEachTask(Consumer<Task<?>> visitor) {
    TaskWalk.from(root(), visitor);
  }

  /** Counts a job that runs on a thread outside the runtime and will wake one of its tasks. */
  public void outsideJobStarted() {
    reactor.outsideJobStarted();
    outsideJobs.incrementAndGet();
  }

  /** Ends what {@link #outsideJobStarted} began, once the task has been woken. */
  public void outsideJobEnded() {
    if (outsideJobs.decrementAndGet() == 0) {
      // Only now: whoever began to watch before that has seen the job, and relies on this look.
      IdleWatch watch = observation.idleWatch();
      if (watch != null) {
        watch.check();
      }
    }
    reactor.outsideJobEnded();
  }

  boolean hasOutsideJobs() {
    return outsideJobs.get() > 0;
  }

  /** Waits until every other task waits for something. */
  public void awaitAllTasksBlocked(Task<?> task) {
    task.checkpoint();
    IdleWatch.await(this, task);
  }

  Observation observation() {
    return observation;
  }

  /** Reports what no caller can be told. */
  public void report(String what, @Nullable Throwable thrown) {
    Log.write(Level.WARNING, what, thrown);
    listener.ifPresent(told -> told.reported(what, thrown));
  }

  @Override
  public String toString() {
    return "runtime " + name + " on backend " + options.backend().name();
  }
}
