package dev.fairlead.thread;

import dev.fairlead.Action;
import dev.fairlead.Body;
import dev.fairlead.CancelScope;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskGroup.StartBody;
import dev.fairlead.TaskHandle;
import dev.fairlead.TaskOptions;
import dev.fairlead.internal.Engine;
import dev.fairlead.internal.OutsideCall;
import dev.fairlead.internal.OutsideFuture;
import dev.fairlead.internal.Rethrow;
import dev.fairlead.internal.TaskNames;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.Parking;
import dev.fairlead.lowlevel.RuntimeToken;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.lowlevel.Waiter;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A door through which plain threads run code in a runtime.
 *
 * {@snippet file="BlockingPortalSnippets.java" region="start"}
 *
 * <p>{@link BlockingPortals} opens one with a runtime of its own beside plain code; {@link #open}
 * opens one in a task. All methods may be called from any thread outside the runtime, by any number
 * of them at once, and from tasks of another runtime. What is called runs in a task of the portal:
 * when the portal closes it waits for them, or cancels them.
 *
 * <p>A call waits; an interrupt of the waiting thread cancels its task. {@link #start} gives a
 * future instead; cancelling it cancels the task, before it runs, while it runs and after the
 * portal was stopped, and a task that was cancelled leaves a cancelled future. Exceptions go to the
 * caller, or the future, alone; an {@code Error} also ends the portal. Context variables of a
 * calling worker thread, or task, are handed on.
 */
public final class BlockingPortal implements AutoCloseable {

  private static final WaitReason UNTIL_STOPPED = new StopReason();

  private final Engine engine = (Engine) RuntimeToken.current();
  private final TaskGroup group;
  private final CancelScope block; // whoever lives inside is waited for when the portal closes

  // Any thread.
  private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<@Nullable Void> ended;
  private volatile boolean stopped;
  private final PortalErrors errors = new PortalErrors();

  private record StopReason() implements WaitReason {
    @Override
    public String describe() {
      return "threads that call through a portal";
    }

    @Override
    public boolean external() {
      return true;
    }
  }

  /**
   * What is done with an open portal.
   *
   * {@snippet file="BlockingPortalSnippets.java" region="run"}
   */
  @FunctionalInterface
  public interface PortalAction<X extends Exception> {
    /** Uses the portal, which is closed afterwards. */
    void run(BlockingPortal portal) throws X;
  }

  /**
   * A task that has said that it is ready.
   *
   * {@snippet file="BlockingPortalSnippets.java" region="ready"}
   *
   * @param value what it said
   * @param future its end
   */
  public record Ready<T extends @Nullable Object>(
      T value, CompletableFuture<@Nullable Void> future) {}

  BlockingPortal(TaskGroup group, CancelScope block, CompletableFuture<@Nullable Void> ended) {
    this.group = group;
    this.block = block;
    this.ended = ended;
  }

  /**
   * Opens a portal into the runtime of the current task while the body runs. A checkpoint.
   *
   * <p>When the body returns, no more calls are taken and those that are running are waited for;
   * when it throws, they are cancelled. A body that only serves others calls {@link #awaitStopped}.
   *
   * @throws X what the body threw
   */
  public static <X extends Exception> void open(PortalAction<X> body) throws X {
    var ended = new CompletableFuture<@Nullable Void>();
    try {
      open(ended, body);
    } finally {
      ended.complete(null);
    }
  }

  static <X extends Exception> void open(
      CompletableFuture<@Nullable Void> ended, PortalAction<X> body) throws X {
    TaskGroup.<X>run(
        options -> options.withName("portal").withPlainFailure(),
        outer -> {
          BlockingPortal portal =
              outer.start(status ->
                  TaskGroup.run(
                      options -> options.withName("calls").withPlainFailure(),
                      calls -> {
                        var made = new BlockingPortal(calls, outer.cancelScope(), ended);
                        status.started(made);
                        made.awaitStopped();
                      }));
          try {
            body.run(portal);
          } finally {
            portal.stop();
          }
        });
  }

  /**
   * Runs the body in the runtime, waits, and returns its value.
   *
   * @throws X what the body threw
   * @throws java.util.concurrent.CancellationException if its task was cancelled
   * @throws IllegalStateException if the portal was stopped, or an error has ended it, or it is
   *     called by a task of its own runtime
   */
  public <T extends @Nullable Object, X extends Exception> T call(Body<T, X> body) throws X {
    return this.<T, X>call(body, body);
  }

  private <T extends @Nullable Object, X extends Exception> T call(Object code, Body<T, X> body)
      throws X {
    ensureOutside();
    return OutsideCall.<T, X>call(
        engine, errors.telling(body), work -> startTask(UnaryOperator.identity(), code, work));
  }

  private TaskHandle<?> startTask(UnaryOperator<TaskOptions> options, Object code, Action<?> work) {
    try {
      return group.startSoon(named(options, code), work);
    } catch (IllegalStateException e) {
      ensureRunning(); // Says better what has happened at this moment.
      throw e;
    }
  }

  /** A task that was given no name has that of the code outside which it runs. */
  private static UnaryOperator<TaskOptions> named(UnaryOperator<TaskOptions> options, Object code) {
    return given -> {
      TaskOptions chosen = options.apply(given);
      return chosen.name().isEmpty() ? TaskNames.after(code).apply(chosen) : chosen;
    };
  }

  /** As {@link #call}, without a value. */
  public <X extends Exception> void run(Action<X> body) throws X {
    this.<@Nullable Void, X>call(body, FromThread.bodyOf(body));
  }

  /**
   * Starts the body in the runtime and does not wait. What depends on the future runs in the task.
   *
   * @throws IllegalStateException if the portal was stopped, or an error has ended it
   */
  public <T extends @Nullable Object> CompletableFuture<T> start(Body<T, ?> body) {
    return start(UnaryOperator.identity(), body);
  }

  /** As {@link #start(Body)}, with options. */
  public <T extends @Nullable Object> CompletableFuture<T> start(
      UnaryOperator<TaskOptions> options, Body<T, ?> body) {
    ensureRunning();
    return OutsideFuture.start(errors.noting(body), work -> startTask(options, body, work));
  }

  /**
   * Starts the body in the runtime and waits until it says that it is ready.
   *
   * @throws X what the body threw before it was ready
   * @throws java.util.concurrent.CancellationException if its task was cancelled before
   * @throws IllegalStateException if the body ended without saying that it is ready, the portal was
   *     stopped, an error has ended it, or it is called by a task of its own runtime
   */
  public <T extends @Nullable Object, X extends Exception> Ready<T> startReady(StartBody<T, X> body)
      throws X {
    return this.<T, X>startReady(body, body);
  }

  private <T extends @Nullable Object, X extends Exception> Ready<T> startReady(
      Object code, StartBody<T, X> body) throws X {
    var start = new PortalStart<T, X>(body, errors);
    UnaryOperator<TaskOptions> named = named(UnaryOperator.identity(), code);
    TaskGroup.Started<T> started =
        this.<TaskGroup.Started<T>, X>call(code, () -> group.<T, X>startWithHandle(named, start));
    start.future().cancels(started.handle());
    return new Ready<>(started.value(), start.future());
  }

  /**
   * Opens a resource in a task of the runtime; closing what is returned closes it in that task.
   *
   * @throws X what the opening threw
   */
  @SuppressWarnings("try") // A resource may throw an InterruptedException: it goes to the future.
  public <R extends AutoCloseable, X extends Exception> Held<R> hold(Body<R, X> opening) throws X {
    try {
      return this.<R, Exception>holdInside(
          opening,
          holding -> {
            try (R resource = opening.call()) {
              holding.keep(resource);
            }
          });
    } catch (Exception e) {
      throw Rethrow.<X>asDeclared(e); // Nothing but the opening can fail before it is kept.
    }
  }

  /**
   * Keeps a value that lives inside a block of code, such as a task group: a task of the runtime
   * runs the block, which stays where it {@linkplain Holding#keep keeps} the value until what is
   * returned is closed.
   *
   * @throws X what the block threw before it kept a value
   */
  public <T, X extends Exception> Held<T> holdInside(HoldBody<T, X> body) throws X {
    return this.<T, X>holdInside(body, body);
  }

  private <T, X extends Exception> Held<T> holdInside(Object code, HoldBody<T, X> body) throws X {
    var holding = new PortalHolding<T>();
    Ready<T> ready = this.<T, X>startReady(code, status -> holding.run(status, body));
    return holding.held(ready);
  }

  /**
   * A block of code with a value inside.
   *
   * {@snippet file="BlockingPortalSnippets.java" region="hold"}
   */
  @FunctionalInterface
  public interface HoldBody<T, X extends Exception> {
    /** Makes the value, keeps it, and cleans up behind it. */
    void run(Holding<T> holding) throws X;
  }

  /**
   * The place in a block at which its value is used from outside.
   *
   * {@snippet file="BlockingPortalSnippets.java" region="hold"}
   */
  @FunctionalInterface
  public interface Holding<T> {
    /** Gives the value to the thread outside and waits until that has closed it. A checkpoint. */
    void keep(T value);
  }

  /**
   * A value that is kept inside the runtime until it is closed here.
   *
   * {@snippet file="BlockingPortalSnippets.java" region="hold"}
   */
  public interface Held<T> extends AutoCloseable {
    /** The value. */
    T value();

    /**
     * Lets the block in the runtime go on, and waits for its end. Closing twice does nothing.
     *
     * @throws IOException if the block, or the closing of the resource, threw it
     * @throws dev.fairlead.TaskFailedException if it threw another checked exception, which is the
     *     cause
     */
    @Override
    void close() throws IOException;
  }

  /** Takes no calls from now on. Those that are running go on, and the portal waits for them. */
  public void stop() {
    stopped = true;
    group.seal();
    waiters.forEach(Waiter::wake);
  }

  /** Takes no calls from now on, and cancels those that are running. */
  public void stopAndCancel() {
    stop();
    group.cancel("the portal was stopped");
  }

  /** Whether the portal takes calls. */
  public boolean isRunning() {
    return !stopped && !errors.any() && !ended.isDone() && !group.cancelScope().cancelCalled();
  }

  /** Waits in a task until somebody stops the portal. A checkpoint. */
  public void awaitStopped() {
    Checkpoints.checkpoint();
    while (!stopped) {
      var waiter = new Waiter();
      waiters.add(waiter);
      try {
        if (!stopped) {
          Parking.park(waiter, UNTIL_STOPPED);
        }
      } finally {
        waiters.remove(waiter);
      }
    }
  }

  /**
   * Stops the portal and waits for its calls; if it has a runtime of its own, for the end of that.
   * Throws the error that has ended the portal, if no {@link #call} and no close has thrown it; if
   * there were several, an {@link dev.fairlead.ExceptionGroup} of all of them, unless each was.
   *
   * @throws IllegalStateException if called by a task of its own runtime, or by a function on a
   *     worker thread that such a task waits for
   */
  @Override
  public void close() {
    stop();
    OutsideCall.ensureOutside(engine);
    OutsideCall.ensureNotWaitedForInside(block);
    PortalWait.join(ended.handle((_, failure) -> errors.throwUntold(failure)));
  }

  private void ensureOutside() {
    ensureRunning();
    OutsideCall.ensureOutside(engine);
  }

  private void ensureRunning() {
    OutsideCall.ensureRunning(engine);
    if (!isRunning()) {
      throw new IllegalStateException(
          "this portal was "
              + (errors.any() ? "ended by an error" : "stopped")
              + " and takes no calls any more; open another one");
    }
  }
}
