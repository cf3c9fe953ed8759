package dev.fairlead.thread;

import dev.fairlead.internal.Interrupts;
import org.jspecify.annotations.Nullable;

/**
 * Runs blocking code of the JDK in the current task in such a way that it can be cancelled.
 *
 * {@snippet file="InterruptibleSnippets.java" region="take"}
 *
 * <p>A cancellation interrupts the code; the {@code InterruptedException} it then throws becomes
 * the cancellation, and so do the exceptions of interrupted channels and file locks. Code that
 * returns all the same has its value returned, and the next checkpoint throws. Once the call has
 * returned no interrupt comes any more. Calls can be nested, and a scope inside one ends the code
 * inside it alone.
 *
 * <p>Meant for code that lets go of its virtual thread while it waits: locks, queues, futures,
 * processes. Code that computes, reads files or calls foreign functions belongs to {@link
 * ToThread}. An interrupt closes a channel of the JDK, so its sockets are better used through the
 * streams of this library.
 */
public final class Interruptible {

  private Interruptible() {}

  /**
   * Blocking code that returns a value.
   *
   * {@snippet file="InterruptibleSnippets.java" region="take"}
   */
  @FunctionalInterface
  public interface BlockingBody<T extends @Nullable Object, X extends Exception> {
    /** Blocks until there is a value, or it is interrupted. */
    T call() throws X, InterruptedException;
  }

  /**
   * Blocking code that returns nothing.
   *
   * {@snippet file="InterruptibleSnippets.java" region="action"}
   */
  @FunctionalInterface
  public interface BlockingAction<X extends Exception> {
    /** Blocks until it is done, or interrupted. */
    void run() throws X, InterruptedException;
  }

  /**
   * Runs blocking code and returns its value. A checkpoint.
   *
   * @throws X what the code threw
   */
  public static <T extends @Nullable Object, X extends Exception> T call(BlockingBody<T, X> body)
      throws X {
    return Interrupts.<T, X>call(body::call);
  }

  /**
   * Runs blocking code. A checkpoint.
   *
   * @throws X what the code threw
   */
  public static <X extends Exception> void run(BlockingAction<X> action) throws X {
    Interrupts.<@Nullable Void, X>call(() -> {
      action.run();
      return null;
    });
  }
}
