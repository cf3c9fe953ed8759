package dev.fairlead.process;

import dev.fairlead.lowlevel.BackendFeatures;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.RunVar;
import dev.fairlead.process.internal.worker.Answer;
import dev.fairlead.process.internal.worker.Messages;
import dev.fairlead.sync.CapacityLimiter;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs functions in other processes: JVMs with the class path and the options of this one.
 *
 * {@snippet file="ToProcessSnippets.java" region="call"}
 *
 * <p>For code that may crash, leak, hang or fill the heap, and for code that can only be ended by
 * force: a cancellation kills the process, and another one takes its place. Code that merely blocks
 * or computes is better off in {@link dev.fairlead.thread.ToThread}: starting a JVM takes some
 * tenths of a second, and everything that goes in and out is serialised.
 *
 * <p>Processes are kept for the next function; the one that became idle last is used first, so that
 * the others can end. All of them end with the runtime, and when this JVM does. {@link #warmUp}
 * starts them before they are needed. What a function prints is told to who {@linkplain
 * WorkerOptions#withOutputListener listens}, and the end of it is in the error if the process
 * crashes. Each function takes a token first, of as many as there are processors.
 *
 * <p>Java needs no counterpart of interpreters side by side in one process, which other languages
 * have to compute in parallel: threads do that here. What they isolate, the static state of
 * libraries, a class loader of your own isolates as well.
 */
public final class ToProcess {

  private static final RunVar<CapacityLimiter> LIMITER =
      RunVar.withInitial(
          "process limiter", () -> new CapacityLimiter(Runtime.getRuntime().availableProcessors()));

  private static final RunVar<WorkerPool> POOL =
      RunVar.withInitial("worker processes", WorkerPool::new, WorkerPool::end);

  private ToProcess() {}

  /** The limiter of this runtime, of which functions take a token that are given no other one. */
  public static CapacityLimiter defaultLimiter() {
    return LIMITER.get();
  }

  /**
   * Runs the function in a worker process and returns its value. A checkpoint; if cancelled, the
   * worker is killed.
   *
   * @throws X what the function threw
   * @throws BrokenWorkerProcessException if the worker ends while it runs the function
   * @throws RemoteFailureException if what the function returned or threw cannot be serialised
   * @throws IllegalArgumentException if the function cannot be serialised
   */
  public static <T extends @Nullable Object, X extends Exception> T call(RemoteBody<T, X> function)
      throws X, BrokenWorkerProcessException {
    return call(UnaryOperator.identity(), function);
  }

  /** As {@link #call(RemoteBody)}, with options. */
  public static <T extends @Nullable Object, X extends Exception> T call(
      UnaryOperator<WorkerOptions> options, RemoteBody<T, X> function)
      throws X, BrokenWorkerProcessException {
    Checkpoints.checkpoint();
    BackendFeatures.requireRealWorld("worker processes");
    var settings = (WorkerSettings) options.apply(WorkerOptions.defaults());
    byte[] request = serialised(function);
    Answer answer = limiterOf(settings).call(() -> POOL.get().call(settings, request));
    return ToProcess.<T, X>valueOf(answer);
  }

  /**
   * Starts workers until so many are idle, so that the next calls find them ready. A checkpoint; if
   * cancelled, those that are not ready yet are killed.
   *
   * {@snippet file="ToProcessSnippets.java" region="warm-up"}
   *
   * <p>Each start takes a token of the limiter, and workers with other options are others. They end
   * when they have been idle for long, as all do.
   *
   * @throws BrokenWorkerProcessException if one does not start; the others stay
   * @throws IllegalArgumentException if it is less than 1
   */
  public static void warmUp(UnaryOperator<WorkerOptions> options, int workers)
      throws BrokenWorkerProcessException {
    if (workers < 1) {
      throw new IllegalArgumentException("1 worker at least must be wanted: " + workers);
    }
    Checkpoints.checkpoint();
    BackendFeatures.requireRealWorld("worker processes");
    var settings = (WorkerSettings) options.apply(WorkerOptions.defaults());
    POOL.get().warmUp(settings, limiterOf(settings), workers);
  }

  private static CapacityLimiter limiterOf(WorkerSettings settings) {
    return settings.limiter().orElseGet(ToProcess::defaultLimiter);
  }

  static byte[] serialised(RemoteBody<?, ?> function) {
    try {
      return Messages.toBytes(function);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the function, or something it captures, cannot be serialised: " + e.getMessage(), e);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException(
          "what the function captures is nested too deep to be serialised; give it as a list", e);
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // What the function declared.
  private static <T extends @Nullable Object, X extends Exception> T valueOf(Answer answer)
      throws X {
    return switch (answer) {
      case Answer.Returned(var value) -> (T) value;
      case Answer.Threw(Error error) -> throw error;
      case Answer.Threw(Throwable thrown) -> throw (X) thrown;
      case Answer.NotSerialisable(String text) -> throw new RemoteFailureException(text);
    };
  }
}
