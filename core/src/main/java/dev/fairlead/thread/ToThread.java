package dev.fairlead.thread;

import dev.fairlead.Action;
import dev.fairlead.Body;
import dev.fairlead.internal.Task;
import dev.fairlead.internal.WorkerJob;
import dev.fairlead.lowlevel.RunVar;
import dev.fairlead.sync.CapacityLimiter;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs blocking code on a worker thread while the task waits.
 *
 * {@snippet file="ToThreadSnippets.java" region="call"}
 *
 * <p>A virtual thread that reads a file or calls a foreign function keeps its carrier, and there
 * are only as many carriers as cores. Such code belongs here. Code that waits on locks, queues or
 * futures of the JDK does not need it; see {@link Interruptible}.
 *
 * <p>Every function takes a token first, of 40 that a runtime has, or of those of another limiter.
 * In a cancelled scope it does not run. Once it runs, a cancellation waits for its end, the result
 * is returned, and the next checkpoint throws; {@link ThreadOptions} has two other ways. The token
 * is given back when the function has really ended. The function sees the context variables of the
 * task; what it sets is its own. With {@link FromThread} it can look for a cancellation and call
 * back.
 *
 * <p>Worker threads are platform threads, named after the runtime, reused, and end when they have
 * been idle for ten seconds or when their runtime ends.
 */
public final class ToThread {

  private static final int DEFAULT_TOKENS = 40;
  private static final RunVar<CapacityLimiter> LIMITER =
      RunVar.withInitial("thread limiter", () -> new CapacityLimiter(DEFAULT_TOKENS));

  private ToThread() {}

  /** The limiter of this runtime, of which functions take a token that are given no other one. */
  public static CapacityLimiter defaultLimiter() {
    return LIMITER.get();
  }

  /**
   * Runs the function on a worker thread and returns its value. A checkpoint.
   *
   * @throws X what the function threw
   */
  public static <T extends @Nullable Object, X extends Exception> T call(Body<T, X> function)
      throws X {
    return call(UnaryOperator.identity(), function);
  }

  /** As {@link #call(Body)}, with options. */
  public static <T extends @Nullable Object, X extends Exception> T call(
      UnaryOperator<ThreadOptions> options, Body<T, X> function) throws X {
    var chosen = (ThreadSettings) options.apply(ThreadOptions.defaults());
    CapacityLimiter limiter = chosen.limiter().orElseGet(ToThread::defaultLimiter);
    return new WorkerJob<T>(Task.current(), function, chosen.onCancel(), limiter).<X>run();
  }

  /**
   * Runs the function on a worker thread. A checkpoint.
   *
   * @throws X what the function threw
   */
  public static <X extends Exception> void run(Action<X> function) throws X {
    run(UnaryOperator.identity(), function);
  }

  /** As {@link #run(Action)}, with options. */
  public static <X extends Exception> void run(
      UnaryOperator<ThreadOptions> options, Action<X> function) throws X {
    Body<@Nullable Void, X> body =
        () -> {
          function.run();
          return null;
        };
    call(options, body);
  }
}
